/** Saves the report as a Word document. The document is not encrypted, so a dialog warns the person first. */
import { minuteOf } from "../lib/local-date.mjs";
import { zip } from "../lib/zip.mjs";
import { announceEvent, requireElement } from "../ui/dom.mjs";

/**
 * @typedef {import("../types/operations.js").Exported} Exported
 * @typedef {import("./passphrase-dialog.mjs").Encryption} Encryption
 */

const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/** The message if there is no report of the current answers. */
export const NO_REPORT =
  "There is no report of your answers yet. The bar at the bottom of the form shows why. Your answers are still in the form.";

/**
 * Sets up the button and its dialog.
 * @param {() => Promise<Exported | undefined>} exported Returns the report of the current answers, or nothing if there is none.
 * @param {Encryption["fileSave"]} fileSave
 */
export function offerWord(exported, fileSave) {
  const dialog = /** @type {HTMLDialogElement} */ (requireElement("#word-dialog"));
  const button = requireElement("#word");
  button.hidden = false;
  button.addEventListener("click", () => {
    requireElement("[data-word-news]").hidden = true; // it was about the last try
    dialog.showModal();
  });
  requireElement("#word-cancel").addEventListener("click", () => dialog.close());
  let isBusy = false;
  requireElement("#word-save").addEventListener("click", async () => {
    dialog.close();
    if (isBusy) return;
    isBusy = true;
    showMessage(await save(exported, fileSave));
    isBusy = false;
  });
}

/**
 * Saves the document, and returns what to tell the person.
 * @param {() => Promise<Exported | undefined>} exported
 * @param {Encryption["fileSave"]} fileSave
 */
async function save(exported, fileSave) {
  // Make the document before opening the save window, because the window leaves an empty file behind if nothing is written.
  // Browsers allow the window for 5 seconds after the press of a button, and making the document takes much less.
  const result = await exported();
  if (!result) return NO_REPORT;
  // The same scheme as for saved files: the name must not identify the child.
  const fileName = `assessment-${minuteOf(new Date()).replace("T", "-").replace(":", "")}.docx`;
  try {
    const blob = new Blob([await zip(result.word)], { type: TYPE });
    const file = await fileSave(blob, { fileName, extensions: [".docx"] });
    if (file && (await file.getFile()).size !== blob.size) throw new Error("not as written");
    return file
      ? `Saved as ${file.name}. The file has no passphrase. Put it into the child’s record, then delete it from this computer.`
      : `The file ${fileName} was sent to your downloads folder. It has no passphrase. Put it into the child’s record, then delete it from the folder.`;
  } catch (fault) {
    return fault instanceof DOMException && fault.name === "AbortError"
      ? "The Word document was not saved, because you closed the save window."
      : "The Word document could not be saved. Try again, and choose another folder. Your answers are still in the form.";
  }
}

/** @param {string} message */
function showMessage(message) {
  const messageElement = requireElement("[data-word-news]");
  messageElement.textContent = message;
  messageElement.hidden = false;
  announceEvent(message);
}
