/**
 * Rewrites search queries and ranks the results. Runs in the search worker before the theme's own script: the build prepends this
 * bundle to it (see builder/assets/search_worker.py).
 *
 * The theme's search (Lunr) matches prefixes of words and reads punctuation as its own query language. So punctuation is removed,
 * small words are dropped, misspelt words are replaced by words of the site, the other forms of a word are added, and a page whose
 * search terms match the query comes first.
 */
import { DeferredIndex, QUERY, READY, RESULT, SETUP } from "./deferred-index.mjs";
import { needsHelpNow } from "./live-concern.mjs";
import { important, wordsOf } from "./query-words.mjs";
import { ordered, showTerms } from "./ranking.mjs";
import { SiteWords } from "./site-words.mjs";
import { corrected, joined } from "./spelling.mjs";
import { familyOf } from "./word-families.mjs";

// Limits for a pasted paragraph: only its first words are used.
const LONGEST_QUERY = 1000;
const LONGEST_WORD = 40;
const MOST_WORDS = 20;

/** @type {import("./site-words.mjs").Doc[]} The site's index, from the theme's setup message. */
let docs = [];
let site = new SiteWords([]);
/** @type {string[]} The words of the latest query. */
let queryWords = [];
let isUrgent = false;

/** @param {string} word Returns the other words of its family that the site has. */
const others = (word) => familyOf(word).filter((each) => each !== word && site.has(each));

/** @param {string} word Returns a word that the site has, unless another of its family is there; or the two that it is made of. */
const correctedWords = (word) => (others(word).length ? [word] : corrected(word, site).split(" "));

/** @param {string} typed Returns the query for the theme. */
function rewrite(typed) {
  const words = wordsOf(typed.slice(0, LONGEST_QUERY)).map((word) => word.slice(0, LONGEST_WORD));
  isUrgent = needsHelpNow(words);
  queryWords = [...new Set(joined(important(words), site))].slice(0, MOST_WORDS).flatMap(correctedWords);
  return queryWords
    .flatMap((word) => {
      const section = /^s(\d+)[a-z]?$/.exec(word);
      if (section) return [word, section[1]];
      return [...new Set([word, ...others(word), ...site.alike(word)])].flatMap((each) => site.spellings(each));
    })
    .join(" ");
}

const post = self.postMessage.bind(self);
const deferred = new DeferredIndex((message) => {
  self.dispatchEvent(new MessageEvent("message", { data: message }));
}, post);
// The theme listens too, after this. It receives the same, changed object, unless the message is held back.
self.addEventListener("message", (event) => {
  const { data } = event;
  if (data && deferred.holds(data)) event.stopImmediatePropagation();
  else if (data?.type === SETUP) docs = structuredClone(data.data.docs);
  else if (data?.type === QUERY && typeof data.data === "string") data.data = rewrite(data.data);
});
self.postMessage = (
  /** @type {{ type: number, data: { items: import("./site-words.mjs").Doc[][] } } | undefined} */ message,
) => {
  if (message?.type === READY) {
    // The page has been told already.
    site = new SiteWords(docs);
    deferred.built();
    return;
  }
  if (message?.type === RESULT) {
    message.data.items = ordered(message.data.items, queryWords, site, isUrgent);
    for (const page of message.data.items) page.forEach(showTerms);
  }
  post(message);
  deferred.answered();
};
