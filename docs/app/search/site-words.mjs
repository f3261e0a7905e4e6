/** The words of the site, and the search terms of each page, from the index that the theme sends to its search worker. */
import { keysOf, wordsOf } from "./query-words.mjs";

/**
 * @typedef {{ location: string, title: string, text: string, tags?: string[], score?: number }} Doc A page, or a section of one.
 * @typedef {{ keys: string[], isTitle: boolean, isCode: boolean }} Term A search term or the title of a page.
 */

// An acronym, or a section of an Act, such as "s47" or "section 47".
const CODE = /^(?:[A-Z]{3,}s?|(?:s|section )\d{1,3}[a-z]?)$/;

export class SiteWords {
  /** @type {Map<string, Set<string>>} Each normalised word, with its spellings in the index. */
  #spellings = new Map();
  /** @type {Map<string, Term[]>} By page. */
  #terms = new Map();
  /** @type {string[]} Sorted. */
  #sorted;

  /** @param {Doc[]} docs */
  constructor(docs) {
    for (const doc of docs) this.#read(doc);
    this.#sorted = [...this.#spellings.keys()].sort();
  }

  /** All normalised words, sorted. */
  get all() {
    return this.#sorted;
  }

  /** @param {string} word Returns the spellings of a normalised word in the index; only itself if the site does not have it. */
  spellings(word) {
    return [...(this.#spellings.get(word) ?? [word])];
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
    if (location.includes("#")) return;
    const terms = [title, ...tags].map((term, index) => ({
      keys: keysOf(term),
      isTitle: index === 0,
      isCode: CODE.test(term),
    }));
    this.#terms.set(location, terms);
  }
}
