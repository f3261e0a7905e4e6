/**
 * Normalises a passphrase, so that case, spacing, dashes and quotation marks do not matter. scoring/answers/parsing/normalisation.py has the
 * same steps in the same order, and tests/vectors/normalisation.json tests both.
 */

// The Unicode property Default_Ignorable_Code_Point (Unicode 15).
const IGNORABLE =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each is matched by itself, combining or not.
  /[\u00ad\u034f\u061c\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
// Apostrophes, single quotation marks, spacing accents that people type in their place, and prime.
const SINGLE =
  /[`\u00b4\u02b9\u02bb-\u02bd\u02c8\u02ca\u02cb\u055a\u05f3\u07f4\u07f5\u1fbd\u1fbf\u1fef\u1ffd\u1ffe\u2018-\u201b\u2032\u2035\u2039\u203a\u275b\u275c\uff07\uff40]/gu;
// Double quotation marks of every script, and double prime.
const DOUBLE =
  /[\u00ab\u00bb\u02ba\u02dd\u02ee\u05f4\u201c-\u201f\u2033\u2036\u275d\u275e\u300c-\u300f\u301d-\u301f\uff02]/gu;
// The property White_Space, and the general category Pd with the minus and hyphen signs outside it.
const BETWEEN =
  /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\-\u02d7\u058a\u05be\u1400\u1806\u2010-\u2015\u2043\u2212\u2796\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\u{10ead}]+/gu;
// Telephones turn a double space into a full stop and a space.
const STOP_BEFORE_SPACE = /\.+(?= )/g;
const AT_THE_END = /[ .,;:!?\u00a1\u00bf\u037e\u0387\u0589\u060c\u061b\u061f\u06d4\u0964\u3001\u3002]+$/;
// The normalisation for files that were saved before December 2026.
const BETWEEN_BEFORE = /[\t\n\r \u00a0\u2000-\u200a\u2010-\u2015\u202f\u3000-]+/g;

/**
 * Returns the normalised passphrase, from which the key is derived. Case, runs of spaces and line ends, every kind of dash, the
 * shape of quotation marks and apostrophes, a full stop before a space, punctuation at the end and invisible characters make no
 * difference.
 * @param {string} typed
 */
export function normalise(typed) {
  let text = oneQuote(typed.replace(IGNORABLE, "")).normalize("NFKC").replace(IGNORABLE, "");
  // A capital sigma has two small forms; which of them depends on what follows.
  text = oneQuote(text.toLowerCase().replaceAll("\u03c2", "\u03c3").normalize("NFKC"));
  return trimmed(text.replace(BETWEEN, " ").replace(STOP_BEFORE_SPACE, "").replace(AT_THE_END, ""));
}

/**
 * Normalises a passphrase for files that were saved before December 2026: only case, composed letters, spaces and some dashes.
 * @param {string} typed
 */
export const normaliseBefore = (typed) => trimmed(typed.normalize("NFC").toLowerCase().replace(BETWEEN_BEFORE, " "));

/** @param {string} text */
const oneQuote = (text) => text.replace(SINGLE, "'").replace(DOUBLE, '"');

/** @param {string} text */
const trimmed = (text) => text.replace(/^ +| +$/g, "");
