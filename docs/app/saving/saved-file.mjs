/** Reads a saved file as text, and describes the assessment in it. */
import { ENCRYPTED_FILE } from "../lib/limits.mjs";

/**
 * Returns a file's text, or nothing if the file is too large or not UTF-8.
 * @param {File} file
 * @returns {Promise<string | undefined>}
 */
export async function textOf(file) {
  if (file.size > ENCRYPTED_FILE) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}

/**
 * Describes an opened assessment in one line.
 * @param {import("./open-dialog.mjs").Opened} opened
 * @param {number} [kept] When the draft was kept, in ms since 1970, if it is one.
 */
export function described({ envelope, practice, saved }, kept) {
  const answers = counted(Object.keys(envelope.answers).length, "answer");
  const inFile = saved ? `Saved on ${inWords(saved)}` : "Date saved not recorded";
  const when = kept === undefined ? inFile : `Draft kept on ${inWords(kept)}`;
  const earlier = envelope.earlier?.length ? `, and ${counted(envelope.earlier.length, "earlier assessment")}` : "";
  return `${practice ? "A made-up case for practice. " : ""}${when}: ${answers}${earlier}.`;
}

/** @param {string | number} moment */
const inWords = (moment) => new Date(moment).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });

/**
 * @param {number} number
 * @param {string} noun
 */
const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
