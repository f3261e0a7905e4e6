/**
 * Passphrase strength: estimates how hard a passphrase is to guess for a person who knows the child, the form and this site.
 *
 * Words from the form, places and services, sets and well-known phrases are not counted. zxcvbn estimates the rest. A guess costs
 * 600,000 iterations of PBKDF2 with SHA-512: 0.17 seconds of one processor core (benchmarks/measurements/passphrase.py measures it), but
 * a graphics card makes 10,000 to 100,000 guesses a second. At 100,000 a second, 10^13 guesses take 3 years, and 10^17 take a thousand
 * such cards 30 years.
 */
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { FUNCTION_WORDS, PHRASES, PLACES_AND_SERVICES, SETS } from "./guessable-words.mjs";
import { normalise } from "./passphrase.mjs";

// In powers of ten.
const FAIR_GUESSES = 13;
const STRONG_GUESSES = 17;
// In a sentence each word is guessed from those around it: about a hundred choices.
const GUESSES_IN_A_SENTENCE = 2;
// Random words are rarely function words such as "the" and "of".
const SHARE_IN_A_SENTENCE = 0.3;
// In characters. The rest is ignored, to keep the estimate fast.
const MOST_JUDGED = 128;
// This many words of one set or phrase count as that set or phrase.
const ENOUGH = 3;
// Shorter words occur inside other words by chance.
const LONG_ENOUGH = 4;
const LONGEST_KNOWN = 40;
const MONTHS = SETS[1].slice(0, 12);

/**
 * @typedef {"form" | "places" | "set" | "phrase" | "sentence" | "repeat" | "short"} Reason
 * @typedef {{ strength: "weak" | "fair" | "strong", reason?: Reason }} Judgement `reason`: why words were not counted.
 */

const estimate = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
const places = new Set(PLACES_AND_SERVICES);
const functionWords = new Set(FUNCTION_WORDS);

/**
 * Estimates the strength of a passphrase.
 * @param {string} typed
 * @param {Set<string>} [known] The result of `knownWords` for the form.
 * @returns {Judgement} A "weak" passphrase must not protect a child's record.
 */
export function judge(typed, known = new Set()) {
  const text = normalise(typed).slice(0, MOST_JUDGED);
  const all = wordsOf(text);
  const ofSets = sharedWith(SETS, all, () => true);
  const ofPhrases = sharedWith(
    PHRASES,
    all,
    (shared, phrase) => shared.length >= 4 || shared.length >= phrase.size * 0.6,
  );
  /** @type {[Reason, (word: string) => string][]} Each rule returns what is left of a word. */
  const rules = [
    ["form", (word) => withoutKnownWords(word, known)],
    ["places", (word) => withoutKnownWords(word, places)],
    ["phrase", (word) => (ofPhrases.has(word) ? "" : word)],
    ["set", (word) => (ofSets.has(word) ? "" : word)],
    ["sentence", (word) => (functionWords.has(word) ? "" : word)],
    ["repeat", (word) => (/^(.)\1+$/u.test(word) ? "" : word)],
  ];
  /** @type {Map<Reason, number>} */
  const dropped = new Map();
  /** @type {Set<string>} */
  const rest = new Set();
  for (const word of all) {
    let left = word;
    for (const [reason, rule] of rules) {
      const after = rule(left);
      if (after !== left) dropped.set(reason, (dropped.get(reason) ?? 0) + 1);
      left = after;
      if (!left) break;
    }
    if (rest.has(left)) dropped.set("repeat", (dropped.get("repeat") ?? 0) + 1);
    if (left) rest.add(left);
  }
  const guesses = guessesOf(dropped.size ? [...rest].join(" ") : text);
  const isSentence = (dropped.get("sentence") ?? 0) >= Math.max(2, all.length * SHARE_IN_A_SENTENCE);
  const power = isSentence ? Math.min(guesses, GUESSES_IN_A_SENTENCE * rest.size) : guesses;
  const strength = power < FAIR_GUESSES ? "weak" : power < STRONG_GUESSES ? "fair" : "strong";
  if (strength !== "weak") return { strength };
  const [reason] = [...dropped].sort(([, one], [, other]) => other - one)[0] ?? ["short"];
  return { strength, reason };
}

/**
 * Returns the words of the form. Adds month names for its numbers and numbers for its month names.
 * @param {readonly string[]} fromForm Texts, dates and parts of dates.
 * @returns {Set<string>}
 */
export function knownWords(fromForm) {
  const known = new Set(fromForm.flatMap(wordsOf));
  for (const word of [...known]) {
    const number = Number(word.replace(/^(\d+)(st|nd|rd|th)$/, "$1"));
    const month =
      MONTHS.findIndex((name) => word.length > 2 && name.startsWith(word)) + 1 || (/^\d{1,2}$/.test(word) ? number : 0);
    for (const each of number ? [String(number), String(number).padStart(2, "0"), String(number).slice(-2)] : [])
      known.add(each);
    if (month >= 1 && month <= 12)
      for (const each of [MONTHS[month - 1], MONTHS[month - 1].slice(0, 3), String(month)]) known.add(each);
  }
  return known;
}

/**
 * Returns the estimated guesses in powers of ten. Also tries the text without spaces, which may be a known password or a keyboard row.
 * @param {string} text
 */
function guessesOf(text) {
  const forms = new Set([text, text.replaceAll(" ", "")]);
  return Math.min(...[...forms].map((form) => (form ? estimate.check(form).guessesLog10 : 0)));
}

/** @param {string} text */
const wordsOf = (text) =>
  normalise(text)
    .replaceAll(/['"]/g, "")
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter(Boolean);

/**
 * Returns a word without the known words in it, or nothing if it consists of known words.
 * @param {string} word
 * @param {Set<string>} known
 */
function withoutKnownWords(word, known) {
  if (isFrom(word, known)) return "";
  for (let length = Math.min(word.length - 1, LONGEST_KNOWN); length >= LONG_ENOUGH; length -= 1) {
    for (let start = 0; start + length <= word.length; start += 1) {
      if (known.has(word.slice(start, start + length))) return word.slice(0, start) + word.slice(start + length);
    }
  }
  return word;
}

/**
 * Returns whether a word consists of known words: also with other endings, backwards, or with digits for letters.
 * @param {string} word
 * @param {Set<string>} known
 */
function isFrom(word, known) {
  const plain = word.replace(/^(\d+)(st|nd|rd|th)$/, "$1");
  const spellings = [plain, withLetters(plain, "i"), withLetters(plain, "l")];
  return spellings
    .flatMap((each) => [each, [...each].reverse().join("")])
    .some((each) => known.has(each) || isMadeOf(each, known));
}

/**
 * @param {string} word
 * @param {Set<string>} known
 */
function isMadeOf(word, known) {
  /** Remainders of the word after known words are removed from its start. Up to two letters or digits count as nothing. */
  const pendingRests = [word];
  const triedRests = new Set(pendingRests);
  for (let rest = pendingRests.pop(); rest !== undefined; rest = pendingRests.pop()) {
    if (rest.length < word.length && rest.length <= 2) return true;
    for (let end = 1; end <= rest.length; end += 1) {
      const start = rest.slice(0, end);
      // A short word occurs in many others by chance; a number does not.
      if (!known.has(start) || (end < 3 && !/^\d+$/.test(start))) continue;
      const next = rest.slice(end);
      if (!triedRests.has(next)) pendingRests.push(next);
      triedRests.add(next);
    }
  }
  return false;
}

/**
 * @param {string} word
 * @param {string} one The letter for the digit 1.
 */
function withLetters(word, one) {
  /** @type {Record<string, string>} */
  const letters = { 0: "o", 1: one, 3: "e", 4: "a", 5: "s", 7: "t", 8: "b", 9: "g" };
  return /\p{L}/u.test(word) ? word.replace(/[0-9]/g, (figure) => letters[figure] ?? figure) : word;
}

/**
 * Returns the words that belong to a list of which enough words occur.
 * @param {string[][]} lists
 * @param {string[]} words
 * @param {(shared: string[], list: Set<string>) => boolean} isEnough
 */
function sharedWith(lists, words, isEnough) {
  const sharedWords = new Set();
  for (const list of lists.map((each) => new Set(each))) {
    const shared = [...new Set(words)].filter((word) => list.has(word));
    const needed = Math.min(ENOUGH, list.size);
    if (shared.length >= needed && isEnough(shared, list)) for (const word of shared) sharedWords.add(word);
  }
  return sharedWords;
}
