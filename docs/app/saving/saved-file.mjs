/** A saved file, before and after it is opened. */

// Ten times what the fullest form takes. A larger file is something else, and is not even read.
const LARGEST = 1_000_000;

/** @param {File} file @returns {Promise<string | undefined>} Nothing where it is too large, or no text. */
export async function textOf(file) {
  if (file.size > LARGEST) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}

/** @param {import("./opening.mjs").Opened} opened What it is, in one line. */
export function described({ envelope, practice, saved }) {
  const answers = counted(Object.keys(envelope.answers).length, "answer");
  const when = saved ? `Saved on ${inWords(saved)}` : "It does not say when it was saved";
  const earlier = envelope.earlier?.length ? `, and ${counted(envelope.earlier.length, "earlier assessment")}` : "";
  return `${practice ? "A made-up case for practice. " : ""}${when}: ${answers}${earlier}.`;
}

/** @param {string} minute */
const inWords = (minute) => new Date(minute).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });

/**
 * @param {number} number
 * @param {string} noun
 */
const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
