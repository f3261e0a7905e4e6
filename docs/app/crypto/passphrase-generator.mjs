/** Passphrase generator: random diceware words. It also re-exports the strength meter. The word lists are large (see encryption.mjs). */
import { dictionary } from "@zxcvbn-ts/language-common";

export { judge, knownWords } from "./passphrase-strength.mjs";

/** The Electronic Frontier Foundation's long word list: 7,776 words that are easy to read, to write and to tell apart. */
export const WORDS = Object.freeze(dictionary["diceware-common"].map(String));
const HOW_MANY = 7;
// Rejection sampling: numbers from here on would make some words more likely than others.
const FAIR = Math.floor(2 ** 32 / WORDS.length) * WORDS.length;

/**
 * Returns a passphrase of seven words, each with the same probability.
 * @returns {string}
 */
export const makeWords = () => Array.from({ length: HOW_MANY }, () => WORDS[fairNumber() % WORDS.length]).join(" ");

function fairNumber() {
  const random = new Uint32Array(1);
  do crypto.getRandomValues(random);
  while (random[0] >= FAIR);
  return random[0];
}
