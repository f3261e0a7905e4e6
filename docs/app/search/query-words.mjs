/** Normalises the words of a query and of a page, so that spelling, punctuation and plural endings do not matter. */
import { familyOf } from "./word-families.mjs";

// Words that are dropped from a query, unless it has no others.
const SMALL_WORDS = new Set(
  (
    "a about also am an and any are as at be been being but by can cant could couldnt did didnt do does doesnt doing dont for " +
    "from get gets getting had has hasnt have havent having he her hers him his how i id if ill im in is isnt it its ive just " +
    "himself herself themselves keep keeps kid kids let like ll me my no not of on or our please re really s see sees shall she shes should shouldnt so some someone " +
    "something t than that thats the their them then there these they theyre think thinks this to too up us ve very want wants was " +
    "wasnt we were what whats when where which who whom whos whose why will with wont would wouldnt you your"
  ).split(" "),
);

/**
 * Returns the words of a text, normalised: lower case, no punctuation, "C.S.E." as "cse", "section 47" as "s47", "child's" as "child",
 * and a telephone number as one word.
 * @param {string} text
 */
export const wordsOf = (text) => {
  const plain = text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[’‘ʼ\u0060´]/g, "'")
    .replace(/(?<![\p{L}\p{N}])(?:\p{L}\.){2,}\p{L}?/gu, (letters) => letters.replaceAll(".", ""))
    .replace(/(?<![\p{L}\p{N}'])(?:s|ss|sec|sect|section)[\s.]*(\d{1,3}[a-z]?)(?![\p{L}\p{N}])/gu, "s$1")
    .replace(/(?<![\p{L}\p{N}])(\d{1,2})[\s-]*(?:yrs?|y[/.]?o|years?)(?:[\s-]*olds?)?(?![\p{L}\p{N}])/gu, "$1 year old")
    .replace(/'s(?![\p{L}\p{N}])/gu, "")
    .replace(/(?<=\p{L})'(?=\p{L})/gu, "")
    .replace(/(?<!\d)(?:\+|00)44[\s(]*0?(?=[\d\s)]{9,})/g, "0");
  /** @type {string[]} */
  const words = [];
  let inNumber = false;
  for (const word of plain.split(/[^\p{L}\p{N}]+/u)) {
    if (!word) continue;
    const digits = /^\d+$/.test(word);
    if (digits && inNumber) words[words.length - 1] += word;
    else words.push(word);
    inNumber = digits && (inNumber || word.startsWith("0") || word === "116");
  }
  return words;
};

/** @param {string[]} words Returns them without small words, unless there are no others. */
export const important = (words) => {
  const kept = words.filter((word) => !SMALL_WORDS.has(word));
  return kept.length ? kept : words;
};

/**
 * Returns the common start of a family of words: "prostitut" for "prostitute", "prostitutes" and "prostitution", "shar" for
 * "share" and "sharing", "homeless" for "homelessness".
 * @param {string} word
 */
export const stem = (word) => {
  const [family = word] = familyOf(word);
  const first = family.replace(/(?<=^.{5,})(?:ness|ly)$/u, "");
  return first.length > 3 && !first.endsWith("ss")
    ? first
        .replace(/(?:ies|y)$/, "i")
        .replace(/s$/, "")
        // "moving" and "moved" come from "move", "asking" from "ask".
        .replace(/^([^aeiou][aeiou][^aeiouwxy])(?:ing|ed)$/u, "$1e")
        .replace(/(?<=^.{3}(?<=[^aeiouy]))(?:ing|ed)$/u, "")
        .replace(/(?<=^.{5,})(?:ation|ion|er)$|(?<=^.{4,})e$|(?<=^.{4,}(?<!ss))(?:ing|ed)$/u, "")
        // "referr" from "referring" is "refer", "traffick" from "trafficking" is "traffic".
        .replace(/([bdgmnprt])\1$/, "$1")
        .replace(/ick$/, "ic")
    : first;
};

/** @param {string} text Returns the keys by which two texts are compared. */
export const keysOf = (text) => [...new Set(important(wordsOf(text)).map(stem))];
