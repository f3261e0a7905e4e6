/** Messages of the open dialog. A draft is not called a file: someone who has only a draft must not think that it was saved to a file. */

/** @typedef {"file" | "draft"} What */

/** @param {What} what */
export const noPassphrase = (what) => `Type the passphrase for the ${what}.`;

/** @param {What} what */
export const wrongPassphrase = (what) =>
  `The ${what} could not be unlocked. Either the passphrase is wrong or the ${what} is damaged. Check the passphrase letter by letter.`;

/** @param {What} what */
export const noEngine = (what) =>
  `The ${what} cannot be checked before it is opened, because the scoring program did not start or has stopped. Close this box and press “Try again” at the bottom of the window, or use another browser or computer. The ${what} has not been changed.`;

/** @param {string} name The name of a file. */
export const notAssessment = (name) =>
  `${name} is not a saved assessment, or it is damaged. Choose a file that was saved with “Save to a file”. Its name ends in .cse.`;

/**
 * Returns what the banner says once the answers are in the form.
 * @param {"open" | "reassess"} how
 * @param {number} [kept] When the draft was kept, in ms since 1970, if it is one.
 */
export function nowInForm(how, kept) {
  if (how === "reassess") return REASSESSMENT;
  if (kept === undefined) return "The saved assessment is in the form.";
  const moment = new Date(kept).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  return `The draft from ${moment} is in the form. It is not saved to a file.`;
}

const REASSESSMENT =
  "You have started a reassessment. Section 1 is carried over, except the date and the worker’s name, role and contact details. Parts of the case record are carried over too, including what the child said. Check all of this, because it may have changed. Confirm each carried-over tick, or untick it. The earlier statement is shown beside each factor.";
