/** The words of the site, and the search terms of each page, from the index that the theme sends to its search worker. */
import { keysOf, stem, wordsOf } from "./query-words.mjs";

/**
 * @typedef {{ location: string, title: string, text: string, tags?: string[], score?: number,
 *   terms?: Record<string, boolean> }} Doc A page, or a section of one. `terms`: the words of the query, and whether it has them.
 * @typedef {{ keys: string[], isTitle: boolean, isCode: boolean }} Term A search term or the title of a page.
 */

// An acronym, or a section of an Act, such as "s47" or "section 47".
const CODE = /^(?:[A-Z]{3,}s?|(?:s|section )\d{1,3}[a-z]?)$/;

export class SiteWords {
  /** @type {Map<string, Set<string>>} Each normalised word, with its spellings in the index. */
  #spellings = new Map();
  /** @type {Map<string, Term[]>} By page. */
  #terms = new Map();
  /** @type {Map<string, Set<string>[]>} By page, the stems of each of its sections and those of its search terms. */
  #parts = new Map();
  /** @type {Map<string, number>} By stem. */
  #weights = new Map();
  /** @type {Map<string, string[]>} The normalised words, by stem. */
  #alike = new Map();
  /** @type {string[]} Sorted. */
  #sorted;

  /** @param {Doc[]} docs */
  constructor(docs) {
    for (const doc of docs) this.#read(doc);
    this.#sorted = [...this.#spellings.keys()].sort();
    for (const word of this.#sorted) this.#alike.set(stem(word), [...this.alike(word), word]);
    this.#weigh();
  }

  /** All normalised words, sorted. */
  get all() {
    return this.#sorted;
  }

  /** @param {string} word Returns the spellings of a normalised word in the index; only itself if the site does not have it. */
  spellings(word) {
    return [...(this.#spellings.get(word) ?? [word])];
  }

  /** @param {string} word Returns the normalised words of the site that have its stem. */
  alike(word) {
    return this.#alike.get(stem(word)) ?? [];
  }

  /**
   * Returns the share of a query, from 0 to 1, that the best-matching section of a page contains. Rare words count more.
   * @param {string} location
   * @param {string[]} stems
   */
  coverage(location, stems) {
    const parts = this.#parts.get(location) ?? [];
    const met = parts.map((part) => stems.filter((each) => part.has(each)));
    return Math.max(0, ...met.map((some) => this.share(some, stems)));
  }

  /**
   * Returns the share of a query, from 0 to 1, that some of its words make up.
   * @param {string[]} some Stems.
   * @param {string[]} stems Those of the whole query.
   */
  share(some, stems) {
    return this.#total(some) / (this.#total(stems) || 1);
  }

  /** @param {string} word Returns whether the site has a normalised word. */
  has(word) {
    return this.#spellings.has(word);
  }

  /** @param {string} location Returns the search terms and the title of a page. */
  termsOf(location) {
    return this.#terms.get(location) ?? [];
  }

  /** @param {string} start Returns whether a word of the site begins with it. */
  hasPrefix(start) {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (/** @type {string} */ (this.#sorted[middle]) < start) low = middle + 1;
      else high = middle;
    }
    return this.#sorted[low]?.startsWith(start) ?? false;
  }

  /** @param {string[]} stems */
  #total(stems) {
    return stems.reduce((total, each) => total + (this.#weights.get(each) ?? 0), 0);
  }

  #weigh() {
    /** @type {Map<string, number>} How many pages have the stem. */
    const pages = new Map();
    for (const parts of this.#parts.values())
      for (const each of new Set(parts.flatMap((part) => [...part]))) pages.set(each, (pages.get(each) ?? 0) + 1);
    for (const [each, count] of pages) this.#weights.set(each, Math.log(1 + this.#parts.size / count));
  }

  /** @param {Doc} doc */
  #read({ location, title, text, tags = [] }) {
    const raw = [title, text, ...tags]
      .join(" ")
      .replace(/<[^>]*>/g, " ")
      .toLowerCase()
      .split(/[\s\u2013\u2014\-/]+/);
    for (const token of raw.map((each) => each.replace(/^\W+|\W+$/g, ""))) {
      for (const word of wordsOf(token)) this.#spellings.set(word, (this.#spellings.get(word) ?? new Set()).add(token));
    }
    for (const word of tags.flatMap(wordsOf))
      if (!this.#spellings.has(word)) this.#spellings.set(word, new Set([word]));
    const page = location.split("#")[0] ?? "";
    const plain = `${title} ${text}`.replace(/<[^>]*>/g, " ");
    const parts = [plain, tags.join(" ")].map((each) => new Set(wordsOf(each).map(stem)));
    this.#parts.set(page, [...(this.#parts.get(page) ?? []), ...parts]);
    if (location.includes("#")) return;
    const terms = [title, ...tags].map((term, index) => ({
      keys: keysOf(term),
      isTitle: index === 0,
      isCode: CODE.test(term),
    }));
    this.#terms.set(location, terms);
  }
}
