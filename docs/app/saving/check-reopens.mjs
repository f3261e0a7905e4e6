/** Round-trip check: before a file is reported as saved, finds answers that would be lost when it is opened. */
import { RefusedError } from "../engine/worker-channel.mjs";

// Invisible characters are removed from every file that is opened. That changes no answer.
const HARMLESS = "hidden-characters";
// The refusal of an opened file says to choose the right file. That would not help a person who is saving.
const TOO_LARGE =
  "A file of this length could not be opened again. Shorten the longest answer, or attach it to the referral as a document.";

/**
 * Returns sentences about the answers that would be lost, or an empty string. Without an engine it cannot check and returns an
 * empty string.
 * @param {import("../types/operations.js").Ask} ask
 * @param {string} content The assessment as JSON.
 * @returns {Promise<string>}
 */
export async function wouldBeLost(ask, content) {
  try {
    const { notices } = await ask("open", { text: content });
    const lost = notices.filter(({ code }) => code !== HARMLESS);
    return lost.map(({ message }) => message).join(" ");
  } catch (fault) {
    if (!(fault instanceof RefusedError)) return "";
    return fault.code === "too-large" ? TOO_LARGE : fault.message;
  }
}
