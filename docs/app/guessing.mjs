/** Words made at random, and how hard somebody's own are to guess. Its lists are large: see vault.mjs. */
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { normalise } from "./phrase.mjs";

/** The long list of the Electronic Frontier Foundation: 7,776 words that are easy to read, to write and to tell apart. */
export const WORDS = Object.freeze(dictionary["diceware-common"].map(String));
const HOW_MANY = 7;
// A random number from here on would make some words likelier than others.
const FAIR = Math.floor(2 ** 32 / WORDS.length) * WORDS.length;
// In powers of ten. At half a second a guess one ordinary computer is busy with the first for a century; the second is out of anybody's reach.
const FAIR_GUESSES = 10;
const STRONG_GUESSES = 15;

const estimate = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/** @returns {string} Seven words, each as likely as any other. */
export const makeWords = () => Array.from({ length: HOW_MANY }, () => WORDS[fairNumber() % WORDS.length]).join(" ");

/**
 * @param {string} words Somebody's own.
 * @returns {"weak" | "fair" | "strong"} "weak" must not lock a child's record.
 */
export function strength(words) {
  const { guessesLog10 } = estimate.check(normalise(words));
  return guessesLog10 < FAIR_GUESSES ? "weak" : guessesLog10 < STRONG_GUESSES ? "fair" : "strong";
}

function fairNumber() {
  const random = new Uint32Array(1);
  do crypto.getRandomValues(random);
  while (random[0] >= FAIR);
  return random[0];
}
