/** Corrects the spelling of a query: replaces a word that the site does not have by similar ones that it has, and joins split words. */

/** @typedef {import("./site-words.mjs").SiteWords} SiteWords */

// A longer unknown word is left as it is.
const LONGEST_MISSPELT = 24;
// The number of correct letters at the start that a word with three wrong letters must have.
const GOOD_START = 4;

// Shorter words occur inside other words by chance.
const SHORTEST_PART = 3;
const SHORTEST_JOINED = 6;

/**
 * Returns the edit distance of two words (optimal string alignment), or some number above `most` if it is larger than `most`.
 * @param {string} one @param {string} other @param {number} most
 */
export const distance = (one, other, most) => {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let least = Math.min(at(row, j) + 1, at(next, j - 1) + 1, at(row, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, at(before, j - 2) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
    if (Math.min(...row) > most) return most + 1;
  }
  return at(row, other.length);
};

/**
 * Returns the length of the common prefix.
 * @param {string} one
 * @param {string} other
 */
const commonPrefixLength = (one, other) => {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
};

/** @param {number[]} row @param {number} index */
const at = (row, index) => row[index] ?? Infinity;

/**
 * Replaces an unknown word by a word of the site: another form of it, or a word with a similar spelling. Otherwise by the word without
 * its ending, if words of the site begin with that, or by the two words that it is made of.
 * @param {string} word Normalised.
 * @param {SiteWords} site
 */
export const corrected = (word, site) => {
  if (site.hasPrefix(word) || word.length > LONGEST_MISSPELT || !/^\p{L}{4,}$/u.test(word)) return word;
  const [form] = site.alike(word);
  if (form) return form;
  // A short word may have one wrong letter, but not the first one: "dress" is not "press". A longer word may have two wrong
  // letters, and must begin with the same letter. A very long word may be written as it sounds if it begins correctly:
  // "exploitashun".
  const most = word.length > 10 ? 3 : word.length > 6 ? 2 : word.length > 4 ? 1 : 0;
  let best = "";
  let least = most + 1;
  for (const each of site.all) {
    if (each.length < 4 || (each[0] !== word[0] && (most > 1 || each[1] === word[1]))) continue;
    const letters = distance(word, each, Math.min(most, least));
    if (letters > most || letters > least || (letters > 2 && commonPrefixLength(word, each) < GOOD_START)) continue;
    if (letters < least || commonPrefixLength(word, each) > commonPrefixLength(word, best))
      [best, least] = [each, letters];
  }
  if (best) return best;
  for (const ending of ["ies", "ing", "ers", "ed", "er", "es", "ly", "s"]) {
    const start = word.slice(0, -ending.length);
    if (word.endsWith(ending) && start.length >= 4 && site.hasPrefix(start)) return start;
  }
  return split(word, site);
};

/**
 * Returns the two words of the site that a word such as "boyfriendabuse" is made of, with a space between them; otherwise the
 * word itself.
 * @param {string} word
 * @param {SiteWords} site
 */
const split = (word, site) => {
  for (let n = word.length - SHORTEST_PART; n >= SHORTEST_PART; n--) {
    const parts = [word.slice(0, n), word.slice(n)];
    if (parts.every((part) => site.alike(part).length)) return parts.join(" ");
  }
  return word;
};

/**
 * Joins pairs of words that the site writes as one word, such as "safe guarding".
 * @param {string[]} words
 * @param {SiteWords} site
 */
export const joined = (words, site) => {
  /** @type {string[]} */
  const result = [];
  for (const word of words) {
    const both = `${result.at(-1) ?? ""}${word}`;
    const isOne = result.length > 0 && both.length >= SHORTEST_JOINED && site.has(both);
    if (isOne) result.pop();
    result.push(isOne ? both : word);
  }
  return result;
};
