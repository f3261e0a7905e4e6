/** Recognises a query that describes one child, or asks what to do now: the page “I am worried about a child now” must not be missed. */

/** The address of that page in the search index. */
export const URGENT_PAGE = "worried-now/";

// A shorter query is a subject ("her rights"), not a description.
const FEWEST_WORDS = 5;
const ONE_CHILD = new Set(
  "she shes he hes her him told tells says said disclosed confided picked collected taken".split(" "),
);
const QUESTIONS = /\b(?:what|who)\b.*\bi (?:do|call|ring|tell|phone|contact)\b|\bwhat now\b/;

/** @param {string[]} words All words of the query, normalised, in the order in which they were typed. */
export const needsHelpNow = (words) =>
  words.length >= FEWEST_WORDS && (words.some((word) => ONE_CHILD.has(word)) || QUESTIONS.test(words.join(" ")));
