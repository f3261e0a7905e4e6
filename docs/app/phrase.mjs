/** The words that lock a file, whoever chose them, in the one form that counts. */

// Spaces, line ends and hyphens of any kind: what people put between words when they write them down.
const BETWEEN = /[\t\n\r \u00a0\u2000-\u200a\u2010-\u2015\u202f\u3000-]+/g;

/**
 * The same words written with capitals, hyphens or on two lines open the same file.
 * @param {string} words
 */
export const normalise = (words) => words.normalize("NFC").toLowerCase().replace(BETWEEN, " ").replace(/^ | $/g, "");
