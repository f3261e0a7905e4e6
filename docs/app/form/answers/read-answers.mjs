/**
 * Reads the answers from the form. It handles five types of answer and no particular item: ids, wording and rules are in Python.
 *
 * @typedef {{ ticked: string[], other: string }} Ticks
 * @typedef {string | number | Ticks | Record<string, string> | import("./entry.mjs").Entry[]} Answer
 * @typedef {{ format: string, version: number, instrument: string, answers: Record<string, Answer> }} Envelope
 * @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control
 */
import { counted } from "./entry.mjs";
import { listOf } from "./entry-list.mjs";

// The fields of an open entry are inside the item that the entry is about, but belong to the list of entries.
const CONTROLS = ["input", "textarea", "select"].map((name) => `${name}:not([data-entry-field])`).join();

/** @type {WeakMap<Element, Control[]>} Each item's controls. They never change, and every key press needs them several times. */
const controls = new WeakMap();

/**
 * Returns the items of the form.
 * @param {ParentNode} root
 * @returns {HTMLElement[]}
 */
export const itemsOf = (root) => [...root.querySelectorAll("[data-item]")].filter(isElement);

/**
 * Returns an item's form controls. A list of entries has none.
 * @param {Element} item
 * @returns {Control[]}
 */
export function controlsOf(item) {
  let itemControls = controls.get(item);
  if (!itemControls) {
    itemControls = [...item.querySelectorAll(CONTROLS)].filter(isControl);
    controls.set(item, itemControls);
  }
  return itemControls;
}

/**
 * Returns the answers in the form that Python reads. Blank answers are left out.
 * @param {HTMLFormElement} form
 * @returns {Envelope}
 */
export function gather(form) {
  /** @type {Record<string, Answer>} */
  const answers = {};
  for (const item of itemsOf(form)) {
    if (isFilled(item)) answers[item.dataset.item ?? ""] = readers[item.dataset.kind ?? ""](item);
  }
  const { format = "", version = "", instrument = "" } = form.dataset;
  return { format, version: Number(version), instrument, answers };
}

/**
 * Returns whether an item has an answer: typed, chosen or ticked.
 * @param {HTMLElement} item
 */
export const isFilled = (item) => (isList(item) ? listOf(item).isFilled : values(item).length > 0);

/**
 * Returns the answer as a person reads it, one line for each part.
 * @param {HTMLElement} item
 * @returns {string[]}
 */
export function answerLines(item) {
  if (isList(item)) return isFilled(item) ? [counted(item, listOf(item).count)] : [];
  const filled = controlsOf(item).filter((control) => answerOf(control) !== "");
  if (item.dataset.kind === "date") return [filled.map(answerOf).join(" ")].filter(Boolean);
  return filled.map((control) => (isBox(control) ? labelOf(control) : wordsOf(control)));
}

/** @type {Record<string, (item: HTMLElement) => Answer>} */
const readers = {
  text: (item) => values(item)[0],
  entries: (item) => listOf(item).answers,
  // A number, or the word that the form has in place of a number.
  number: (item) => (/^\d+$/.test(values(item)[0]) ? Number(values(item)[0]) : values(item)[0]),
  date: (item) =>
    Object.fromEntries(
      controlsOf(item).map((part) => [part.name.slice(Number(item.dataset.item?.length) + 1), part.value]),
    ),
  ticks: (item) => {
    const filled = controlsOf(item).filter((control) => answerOf(control) !== "");
    return {
      ticked: filled.filter(isBox).map(answerOf),
      other: filled
        .filter((control) => !isBox(control))
        .map(answerOf)
        .join(""),
    };
  },
};

/** @param {HTMLElement} item @returns {string[]} */
const values = (item) => controlsOf(item).map(answerOf).filter(Boolean);

/**
 * Returns a control's answer. It is empty for an unticked box, for blanks, and for the text beside an "Other" that is no longer
 * ticked. That text stays in the page in case "Other" is ticked again.
 * @param {Control} control
 */
function answerOf(control) {
  if (isBox(control)) return control.checked ? control.value : "";
  if (control.closest(".govuk-checkboxes__conditional--hidden")) return "";
  return control.value.trim() === "" ? "" : control.value;
}

/**
 * Returns whether a control is a radio button or checkbox.
 * @param {Control} control
 * @returns {control is HTMLInputElement}
 */
export const isBox = (control) => control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type);

/**
 * Returns whether an item is a list of entries.
 * @param {HTMLElement} item
 */
export const isList = ({ dataset }) => dataset.kind === "entries";

/**
 * Returns the text of the label of a box.
 * @param {Control} control
 */
export const labelOf = (control) => control.labels?.[0]?.textContent?.replace(/\s+/g, " ").trim() ?? "";

/** @param {Control} control */
const wordsOf = (control) => (control instanceof HTMLSelectElement ? control.selectedOptions[0].text : control.value);

/** @param {Element} element @returns {element is HTMLElement} */
const isElement = (element) => element instanceof HTMLElement;

/** @param {Element} element @returns {element is Control} */
const isControl = (element) =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
