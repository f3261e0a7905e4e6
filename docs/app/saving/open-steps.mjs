/**
 * The steps of the open dialog: choose a file, unlock it, see its description and choose how to open it. Also the dialog's messages.
 *
 * @typedef {import("../types/operations.js").Opened} Opened
 */
import { showNotices } from "./opened-banner.mjs";
import { pressOnEnter, requireElement } from "../ui/dom.mjs";
import { listItem } from "../ui/link-list.mjs";
import { described } from "./saved-file.mjs";

export const dialog = () => /** @type {HTMLDialogElement} */ (requireElement("#open-dialog"));
export const fileBox = () => /** @type {HTMLInputElement} */ (requireElement("#open-file"));
export const wordsBox = () => /** @type {HTMLTextAreaElement} */ (requireElement("#open-passphrase"));

/**
 * @typedef {object} Actions
 * @property {(isReassessment: boolean) => void} start
 * @property {(text: string) => void} practise Opens a practice case.
 * @property {() => void} read Reads the chosen file.
 * @property {() => void} unlock
 * @property {(how: "open" | "reassess") => void} use
 * @property {() => void} compare
 * @property {() => void} forget Called when the dialog is closed.
 */

/**
 * Calls an action for each button of the dialog, and for each button of the page that opens the dialog.
 * @param {Actions} actions
 */
export function listen(actions) {
  for (const button of document.querySelectorAll("[data-open]")) {
    button.addEventListener("click", () =>
      actions.start(/** @type {HTMLElement} */ (button).dataset.open === "reassess"),
    );
  }
  fileBox().addEventListener("change", () => actions.read());
  requireElement("#open-unlock").addEventListener("click", () => actions.unlock());
  pressOnEnter(wordsBox(), requireElement("#open-unlock"));
  requireElement("#open-use").addEventListener("click", () => actions.use("open"));
  requireElement("#open-reassess").addEventListener("click", () => actions.use("reassess"));
  requireElement("#open-compare").addEventListener("click", () => actions.compare());
  for (const button of dialog().querySelectorAll("[data-open-cancel]"))
    button.addEventListener("click", () => dialog().close());
  dialog().addEventListener("close", () => actions.forget());
  for (const button of document.querySelectorAll("[data-practice]")) {
    button.addEventListener("click", () =>
      actions.practise(/** @type {HTMLElement} */ (button).dataset.practice ?? ""),
    );
  }
}

/**
 * Shows the dialog with its first step.
 * @param {object} purpose
 * @param {boolean} purpose.isReassessment Whether the person wants to assess the same child again.
 * @param {boolean} purpose.isDraft Whether a draft is opened, and not a file.
 */
export function showDialog({ isReassessment, isDraft }) {
  for (const each of dialog().querySelectorAll("[data-open-for]")) {
    const { dataset } = /** @type {HTMLElement} */ (each);
    /** @type {HTMLElement} */ (each).hidden = (dataset.openFor === "draft") !== isDraft;
  }
  requireElement("[data-open-reassess]").hidden = !isReassessment;
  // The main button is the action that the person chose on the page.
  requireElement("#open-use").classList.toggle("govuk-button--secondary", isReassessment);
  requireElement("#open-reassess").classList.toggle("govuk-button--secondary", !isReassessment);
  showStep("file");
  if (!dialog().open) dialog().showModal();
}

/** @param {"file" | "locked" | "choice"} name */
export function showStep(name) {
  showMessage("");
  for (const each of dialog().querySelectorAll("[data-open-step]")) {
    /** @type {HTMLElement} */ (each).hidden = /** @type {HTMLElement} */ (each).dataset.openStep !== name;
  }
  const first = { file: "#open-file", locked: "#open-passphrase", choice: "#open-heading" }[name];
  if (dialog().open) requireElement(first).focus();
}

/**
 * Shows a description of the file, and the ways to open it.
 * @param {Opened} opened
 * @param {{ wasLocked: boolean, isEmpty: boolean, kept?: number }} state Whether the file had a passphrase, whether the form is empty, and
 *   when the draft was kept, if it is one.
 */
export function showChoice(opened, { wasLocked, isEmpty, kept }) {
  requireElement("[data-open-what]").textContent = described(opened, kept);
  requireElement("[data-open-about]").replaceChildren(...opened.about.map((line) => listItem(line)));
  requireElement("[data-open-plain]").hidden = wasLocked || opened.practice;
  requireElement("[data-open-over]").hidden = isEmpty;
  // For a reassessment the person opens an older file, so comparing makes no sense.
  requireElement("#open-compare").hidden = isEmpty || !requireElement("[data-open-reassess]").hidden;
  showNotices("[data-open-notices]", opened.notices);
  complain("");
  showStep("choice");
}

/** @param {string} message */
export function complain(message) {
  showMessage("");
  const messageElement = requireElement("[data-open-wrong]");
  messageElement.textContent = message;
  messageElement.hidden = !message;
}

/** @param {string} message */
export function showMessage(message) {
  requireElement("[data-open-news]").textContent = message;
}

/** Empties every step. */
export function clearSteps() {
  fileBox().value = wordsBox().value = "";
  showNotices("[data-open-notices]", []);
  requireElement("[data-open-what]").textContent = "";
  requireElement("[data-open-about]").replaceChildren();
  complain("");
}
