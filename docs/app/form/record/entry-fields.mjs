/** Entry fields: the fields of the open entry. Typed text counts immediately, without confirmation. */
import { describe } from "../../ui/dom.mjs";

/**
 * @typedef {import("../answers/entry.mjs").Entry} Entry
 * @typedef {import("../answers/entry-list.mjs").EntryList} EntryList
 * @typedef {import("../answers/read-answers.mjs").Control} Control
 * @typedef {{ value: string, label: string, isTicked: boolean }} Box A box that an entry can be about.
 */

/** The open fields of one entry, made from the list's template. */
export class EntryFields {
  #entry;
  #element;

  /**
   * @param {HTMLElement} empty The fields in the template.
   * @param {EntryList} list
   * @param {Entry} entry
   * @param {Box[]} boxes
   */
  constructor(empty, list, entry, boxes) {
    this.#entry = entry;
    this.#element = /** @type {HTMLElement} */ (document.importNode(empty, true));
    this.offer(boxes);
    for (const control of this.#controls) control.value = entry[nameOf(control)] ?? "";
    this.#element.addEventListener("input", ({ target }) => {
      const control = this.#controls.find((each) => each === target);
      if (control) list.edits.set(entry, nameOf(control), control.value);
    });
    this.showMarks(list);
  }

  get entry() {
    return this.#entry;
  }

  get element() {
    return this.#element;
  }

  /**
   * Moves the focus to a field, or to the first one.
   * @param {string} field
   */
  focus(field) {
    const controls = this.#controls.filter((each) => !each.closest("[hidden]"));
    const control = controls.find((each) => nameOf(each) === field) ?? controls[0];
    this.#element.scrollIntoView({ block: "nearest" });
    control.focus({ preventScroll: true });
    // The fields may be higher than the window.
    control.scrollIntoView({ block: "nearest" });
  }

  /**
   * Shows the problems and warnings below each field. A field in which someone is typing gets no new message. No field gets one
   * while a button of the block has the focus, because a new message would move the button while it is being pressed.
   * @param {EntryList} list
   */
  showMarks(list) {
    const marks = list.marksOf(this.#entry);
    const { activeElement } = document;
    const isPressing =
      activeElement?.tagName === "BUTTON" && this.#element.closest("[data-entries]")?.contains(activeElement);
    for (const control of this.#controls) {
      const mark = marks.find(({ field }) => field === nameOf(control));
      const old = this.#element.querySelector(`#${control.id}-mark`);
      if ((old?.textContent ?? "") === (mark?.message ?? "")) continue;
      old?.remove();
      describe(control, `${control.id}-mark`, false);
      if (!mark || isPressing || control === activeElement) continue;
      control.after(line(control, mark));
      describe(control, `${control.id}-mark`, true);
    }
  }

  /**
   * Offers the ticked boxes, and the box that the entry is about even if it is no longer ticked.
   * @param {Box[]} boxes
   */
  offer(boxes) {
    const group = this.#element.querySelector("[data-boxes]");
    const select = group?.querySelector("select");
    if (!(group instanceof HTMLElement) || !select) return;
    const offered = boxes.filter(({ value, isTicked }) => isTicked || value === this.#entry.about);
    group.hidden = offered.length === 0;
    const old = [...select.options].slice(1); // the first is for none of them
    if (offered.length === old.length && offered.every(({ value }, n) => value === old[n].value)) return;
    for (const each of old) each.remove();
    select.append(...offered.map(optionOf));
    select.value = this.#entry.about ?? "";
  }

  /** @returns {Control[]} */
  get #controls() {
    return [...this.#element.querySelectorAll("[data-entry-field]")].map((each) => /** @type {Control} */ (each));
  }
}

/** @param {Box} box */
function optionOf({ value, label }) {
  const option = document.createElement("option");
  option.value = value;
  option.textContent = label;
  return option;
}

/** @param {Control} control */
const nameOf = (control) => control.dataset.entryField ?? "";

/**
 * @param {Control} control
 * @param {{ message: string, isError: boolean }} mark
 */
function line(control, { message, isError }) {
  const messageElement = document.createElement("p");
  messageElement.id = `${control.id}-mark`;
  messageElement.className = isError ? "govuk-error-message" : "govuk-hint cse-warning";
  messageElement.textContent = message;
  return messageElement;
}
