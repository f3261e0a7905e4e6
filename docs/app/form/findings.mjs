/**
 * Findings: shows what the engine found in the answers: the result with its announcement, the problems and the warnings.
 *
 * @import { RefusedError } from "../engine/client.mjs"
 * @import { Assessed } from "../types/operations.js"
 * @import { Problem } from "./checks/problem-lines.mjs"
 */
import { Presses } from "../ui/presses.mjs";
import { announceTotal } from "../ui/dom.mjs";
import { sortEntries } from "./record/entry-lists.mjs";
import { showWhetherScored } from "./engine-status.mjs";
import { showProblems } from "./checks/error-summary.mjs";
import { listBeforePrint, showWarnings } from "./checks/warnings.mjs";
import { inOneSentence, showResult } from "./report/result-view.mjs";
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
