/**
 * Findings: shows what the engine found in the answers: the result with its announcement, the problems and the warnings.
 *
 * @import { RefusedError } from "../engine/worker-channel.mjs"
 * @import { Assessed } from "../types/operations.js"
 * @import { Problem } from "./checks/problem-lines.mjs"
 */
import { Presses } from "../ui/presses.mjs";
import { announceTotal, setText } from "../ui/dom.mjs";
import { listItem } from "../ui/link-list.mjs";
import { sortEntries } from "./record/entry-lists.mjs";
import { showWhetherScored } from "./engine-status.mjs";
import { showProblems } from "./checks/error-summary.mjs";
import { listBeforePrint, showWarnings } from "./checks/warnings.mjs";
import { showWords } from "./checks/words-to-check.mjs";

// How long a person must pause before a screen reader announces the total, in ms.
const READ_OUT = 1200;

/** The last result, and the problems and warnings with it. */
export class Findings {
  #form;
  /** @type {Problem[]} */
  #problems = [];
  /** @type {Problem[]} */
  #warnings = [];
  #isChecked = false;
  #readOut = 0;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
    // Show warnings when a field is left, not while someone is typing in it.
    const show = () => showWarnings(form, this.#warnings);
    // A warning that appears between the press and the release of a button would move the button away.
    const presses = new Presses();
    form.addEventListener("focusout", () => presses.after(show));
  }

  /** Whether the person has asked to check the answers. From then on problems are listed after each change. */
  get isChecked() {
    return this.#isChecked;
  }

  /** Lists problems from now on. */
  startChecking() {
    this.#isChecked = true;
  }

  /**
   * Shows the problems and warnings, as the person has asked to check the answers.
   * @returns {boolean} Whether there are problems.
   */
  check() {
    showProblems(this.#form, this.#problems);
    showWarnings(this.#form, this.#warnings);
    return this.#problems.length > 0;
  }

  /** @param {Assessed} result */
  show(result) {
    // An answer that Python cannot read is shown at once; an impossible date only when the person presses "Check".
    const wasRefused = document.documentElement.classList.contains("no-score");
    this.#problems = result.problems;
    this.#warnings = result.warnings;
    showWhetherScored(true);
    showResult(this.#form, result);
    sortEntries(this.#form, result.order);
    this.#showFaults();
    if (this.#isChecked) showProblems(this.#form, this.#problems);
    else if (wasRefused) showProblems(this.#form, []);
    this.stopAnnouncing();
    this.#readOut = window.setTimeout(() => announceTotal(inOneSentence(result)), READ_OUT);
  }

  /** @param {RefusedError} fault Python cannot read an answer. */
  showRefusal({ code, path, message }) {
    this.#problems = [{ code, path, message }];
    showWhetherScored(false);
    showProblems(this.#form, this.#problems);
  }

  /** Hides all problems and warnings. */
  forget() {
    this.#problems = this.#warnings = [];
    this.#showFaults();
    showWords(this.#form, []);
    showProblems(this.#form, this.#problems);
  }

  /** Cancels the announcement of the last total, if it has not been made yet. */
  stopAnnouncing() {
    clearTimeout(this.#readOut);
  }

  #showFaults() {
    showWarnings(this.#form, this.#warnings);
    listBeforePrint(this.#form, [...this.#problems, ...this.#warnings]);
  }
}

/**
 * Writes a result into the elements that the page has for it, as text and never as HTML.
 * @param {HTMLElement} root
 * @param {Pick<Assessed, "texts" | "lists">} result
 */
export function showResult(root, { texts, lists }) {
  for (const element of prepared(root, "text")) setText(element, texts[element.dataset.text ?? ""] ?? "");
  for (const block of prepared(root, "textBlock")) block.hidden = !texts[block.dataset.textBlock ?? ""];
  for (const list of prepared(root, "list")) {
    const lines = lists[list.dataset.list ?? ""] ?? [];
    const isSame =
      lines.length === list.children.length && lines.every((line, n) => list.children[n].textContent === line);
    if (!isSame) list.replaceChildren(...lines.map(listItem));
  }
  for (const block of prepared(root, "listBlock")) {
    block.hidden = !lists[block.dataset.listBlock ?? ""]?.length;
  }
}

/**
 * Returns a result as one announcement for screen readers, with signs of harm before any number.
 * @param {Pick<Assessed, "texts" | "lists">} result
 */
const inOneSentence = ({ texts, lists }) =>
  `${lists["signs-of-harm"].length ? "Signs of harm are recorded. Act on them now. " : ""}${texts.answered} answered: ${texts.scored} scored, ${texts["not-known"]} not known. Total: ${texts.total}.`;

/**
 * @param {HTMLElement} root
 * @param {string} key
 * @returns {HTMLElement[]}
 */
function prepared(root, key) {
  const attribute = `data-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return [...root.querySelectorAll(`[${attribute}]`)].filter((each) => each instanceof HTMLElement);
}
