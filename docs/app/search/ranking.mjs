/** Ranks search results: a page whose title or search terms match the query comes first. */
import { URGENT_PAGE } from "./live-concern.mjs";
import { stem } from "./query-words.mjs";

/**
 * @typedef {import("./site-words.mjs").Doc} Doc
 * @typedef {import("./site-words.mjs").SiteWords} SiteWords
 */

// The rating of a page if one of its terms is an acronym, or a section of an Act, in the query. People choose these more
// carefully than the other words.
const CODE = 1.9;
// The rating if the query is only that acronym: "SEND" is more likely the acronym than the verb.
const EXACT_CODE = 3.1;
// A single word gets its full rating if it is at least two thirds of the query. An acronym gets it if it is at least half.
const SINGLE = 1.5;
const ACRONYM = 2;
// The number of search terms that are shown with a result.
const MOST_TERMS = 5;
// The last place of the page on what to do now, if the query describes one child.
const URGENT_PLACE = 2;
// The weight of the words in one section of a page, relative to its search terms.
const COVERAGE = 1.5;

/**
 * Rates how well a page's search terms match the query: 3 (EXACT_CODE for an acronym) if a term equals it, 2 if a term contains
 * all of it, 1.5 to 2 if it contains all of a term of several words, up to CODE if a term is an acronym or a section in the
 * query, up to 1 for a single common word, a little more if it is in the title. A word that many pages have gets a lower rating.
 * Pages about the site itself come after other pages with the same rating.
 * @param {string} location
 * @param {string[]} queryWords The words of the query.
 * @param {SiteWords} site
 */
export const relevance = (location, queryWords, site) => {
  const words = [...new Set(queryWords.map(stem))];
  let most = 0;
  let isNamed = false;
  for (const { keys, isTitle, isCode } of site.termsOf(location)) {
    const matching = keys.filter((key) => words.includes(key));
    const common = matching.length;
    if (!common) continue;
    if (common === words.length && common === keys.length) most = Math.max(most, isCode ? EXACT_CODE : 3);
    else if (words.length > 1 && common === words.length) most = Math.max(most, 2);
    else if (isCode) most = Math.max(most, CODE * Math.min(1, ACRONYM * site.share(matching, words)));
    else if (keys.length > 1 && common === keys.length)
      most = Math.max(most, isTitle ? 1.5 : 1.5 + common / words.length / 2);
    else if (words.length === 1 || keys.length === 1)
      most = Math.max(most, Math.min(1, SINGLE * site.share(matching, words)));
    isNamed ||= isTitle;
  }
  if (location.startsWith("about/")) return most < 3 ? most - 0.6 : most;
  // If pages share one word with the query, a page with the word in its title gets a higher rating.
  return most === 1 && isNamed ? 1.2 : most;
};

/** @param {Doc[]} page */
const pageOf = (page) => (page[0]?.location ?? "").split("#")[0] ?? "";

/**
 * Sorts the pages of a result by rating, highest first. The theme opens the one with the highest score on Enter.
 * @param {Doc[][]} pages
 * @param {string[]} queryWords The words of the query.
 * @param {SiteWords} site
 * @param {boolean} isUrgent Whether the page on what to do now must be among the first three.
 */
export const ordered = (pages, queryWords, site, isUrgent = false) => {
  const stems = [...new Set(queryWords.map(stem))];
  const fits = new Map(
    pages.map((page) => {
      const location = pageOf(page);
      return [page, relevance(location, queryWords, site) + COVERAGE * site.coverage(location, stems)];
    }),
  );
  const order = [...pages].sort((one, other) => (fits.get(other) ?? 0) - (fits.get(one) ?? 0));
  const place = order.findIndex((page) => pageOf(page) === URGENT_PAGE);
  if (isUrgent && place > URGENT_PLACE) {
    const [urgent = []] = order.splice(place, 1);
    fits.set(urgent, fits.get(order[URGENT_PLACE - 1] ?? []) ?? 0);
    order.splice(URGENT_PLACE, 0, urgent);
  }
  for (const page of order)
    for (const each of page) each.score = (each.score ?? 0) + 1000 * (1 + (fits.get(page) ?? 0));
  return order;
};

/**
 * Shows the matching search terms in the result's text. The terms with the most words of the query come first. The theme would
 * show all terms, in a landmark without a name. It would also show which words of the rewritten query are missing, and most of
 * these nobody has typed.
 * @param {Doc} result
 */
export const showTerms = (result) => {
  const marks = (/** @type {string} */ term) => term.split("<mark").length;
  const matching = (result.tags ?? [])
    .filter((term) => marks(term) > 1)
    .sort((one, other) => marks(other) - marks(one));
  if (matching.length)
    result.text = `<p class="search-also">Also: ${matching.slice(0, MOST_TERMS).join(", ")}</p>${result.text}`;
  delete result.tags;
  for (const [word, isPresent] of Object.entries(result.terms ?? {})) if (!isPresent) delete result.terms?.[word];
};
