/** The assessment in the page: the form's answers, and the data of an opened file that has no field in the form. */
import { listOf } from "./entry-list.mjs";
import { controlsOf, gather, isFilled, isList, itemsOf } from "./read-answers.mjs";
import { fill } from "./write-answers.mjs";
import { requireElement } from "../../ui/dom.mjs";

/**
 * @typedef {object} Carried Data without a field in the form.
 * @property {object[]} [earlier] Earlier assessments of the same child, oldest first.
 * @property {true} [practice] A made-up case.
 * @property {Record<string, string[]>} [to_confirm] The carried-over ticks of a reassessment that nobody has confirmed yet.
 * @property {Taken[]} [merged] The answers that were taken from another file of this assessment.
 * @property {string} assessment_id Random, and the same in every saved file of this assessment.
 *
 * @typedef {{ item: string, worker: string, date: string, changed?: boolean }} Taken Who gave an answer, and when.
 *
 * @typedef {import("./read-answers.mjs").Envelope & Partial<Carried> & { by_hand?: string }} Envelope
 */

/** Reads the form and the data without a field as one envelope, and replaces both. */
export class Assessment {
  #form;
  /** @type {Carried} */
  #carried = { assessment_id: newId() };
  /** @type {Record<string, string> | undefined} The taken answers as they were put into the form, by item, as JSON. */
  #asTaken;
  #replacements = 0;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
  }

  get isEmpty() {
    return !this.#carried.earlier && ![...itemsOf(this.#form), requireElement("[data-by-hand]")].some(isFilled);
  }

  /** How often all answers were replaced, such as by those of a file. */
  get replacements() {
    return this.#replacements;
  }

  get isPractice() {
    return this.#carried.practice === true;
  }

  /**
   * Returns the data that Python reads and that is saved. Blank answers are left out.
   * @returns {Envelope}
   */
  envelope() {
    const { value, maxLength } = this.#byHand();
    // A script can set a longer value than a person can type.
    const byHand = value.trim().slice(0, maxLength);
    const form = gather(this.#form);
    const merged = this.#carried.merged?.map((each) => this.#withChange(each, form.answers[each.item]));
    return { ...form, ...this.#carried, ...(merged ? { merged } : {}), ...(byHand ? { by_hand: byHand } : {}) };
  }

  /**
   * Adds an entry to a list, as if a person had typed it.
   * @param {string} list The list's item.
   * @param {import("./entry.mjs").Entry} entry
   */
  addEntry(list, entry) {
    const item = itemsOf(this.#form).find(({ dataset }) => dataset.item === list);
    if (!item) throw new Error(`The form has no ${list}`);
    listOf(item).append(entry);
    item.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /**
   * Replaces all answers in the form.
   * @param {Envelope} envelope
   */
  put({ answers, earlier, practice, by_hand, assessment_id, to_confirm, merged }) {
    this.#replacements += 1;
    this.#carried = {
      ...(earlier?.length ? { earlier } : {}),
      ...(practice ? { practice } : {}),
      ...(to_confirm ? { to_confirm } : {}),
      ...(merged?.length ? { merged } : {}),
      // Files from early versions and new reassessments have no identifier yet.
      assessment_id: assessment_id ?? newId(),
    };
    this.#byHand().value = by_hand ?? "";
    this.#asTaken = undefined;
    fill(this.#form, answers);
    const inForm = gather(this.#form).answers;
    this.#asTaken = Object.fromEntries((merged ?? []).map(({ item }) => [item, JSON.stringify(inForm[item])]));
  }

  /**
   * Returns the options of a tick list that are to be confirmed.
   * @param {string} list
   */
  toConfirm(list) {
    return this.#carried.to_confirm?.[list] ?? [];
  }

  /**
   * Records that a person has confirmed or removed ticks.
   * @param {string} list
   * @param {string[]} options
   */
  confirm(list, options) {
    const all = this.#carried.to_confirm;
    if (!all) return;
    const { [list]: old = [], ...others } = all;
    const remaining = old.filter((each) => !options.includes(each));
    this.#carried = { ...this.#carried, to_confirm: remaining.length ? { ...others, [list]: remaining } : others };
  }

  /** Deletes the data without a field, because the form is being cleared. */
  forget() {
    this.#carried = { assessment_id: newId() };
    for (const item of itemsOf(this.#form)) if (isList(item)) listOf(item).replace([]);
  }

  /**
   * Records that an answer taken from another file was changed. If a person changes it back, it counts as unchanged.
   * @param {Taken} taken
   * @param {unknown} answer
   * @returns {Taken}
   */
  #withChange(taken, answer) {
    const isChanged = this.#asTaken && JSON.stringify(answer) !== this.#asTaken[taken.item];
    return isChanged ? { ...taken, changed: true } : taken;
  }

  #byHand() {
    return /** @type {HTMLInputElement} */ (controlsOf(requireElement("[data-by-hand]"))[0]);
  }
}

/** Returns 128 random bits in hexadecimal. They reveal nothing about the child. */
const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
