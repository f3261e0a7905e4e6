/** The whole assessment in the page: the form's answers, and what came with a file that was opened. */
import { controlsOf, gather, isFilled, itemsOf } from "./answers.mjs";
import { fill } from "./fill.mjs";
import { part } from "./page.mjs";

/**
 * @typedef {object} Carried What no box of the form shows.
 * @property {object[]} [earlier] Earlier assessments of the same child, oldest first.
 * @property {true} [practice] A made-up case.
 *
 * @typedef {import("./answers.mjs").Envelope & Carried & { by_hand?: string }} Envelope
 */

export class Assessment {
  #form;
  /** @type {Carried} */
  #carried = {};

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
  }

  get isEmpty() {
    return !this.#carried.earlier && ![...itemsOf(this.#form), part("[data-by-hand]")].some(isFilled);
  }

  get isPractice() {
    return this.#carried.practice === true;
  }

  /** @returns {Envelope} What Python reads, and what is saved; blanks are left out. */
  envelope() {
    const { value, maxLength } = this.#byHand();
    // A script can write more into a box than a person can type.
    const byHand = value.trim().slice(0, maxLength);
    return { ...gather(this.#form), ...this.#carried, ...(byHand ? { by_hand: byHand } : {}) };
  }

  /** @param {Envelope} envelope Takes the place of all that is in the form. */
  put({ answers, earlier, practice, by_hand }) {
    this.#carried = { ...(earlier?.length ? { earlier } : {}), ...(practice ? { practice } : {}) };
    this.#byHand().value = by_hand ?? "";
    fill(this.#form, answers);
  }

  #byHand() {
    return /** @type {HTMLInputElement} */ (controlsOf(part("[data-by-hand]"))[0]);
  }
}
