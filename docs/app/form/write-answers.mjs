/** Writes answers into the form: what answers.mjs reads, the other way round. It knows shapes and no item. */
import { controlsOf, itemsOf } from "./answers.mjs";

/** @typedef {import("./answers.mjs").Control} Control */

/**
 * Every box gets what the answers say; without an answer it is left blank.
 * @param {HTMLFormElement} form
 * @param {Record<string, import("./answers.mjs").Answer>} answers
 */
export function fill(form, answers) {
  for (const item of itemsOf(form)) {
    const id = item.dataset.item ?? "";
    const write = writers[item.dataset.kind ?? ""](id, Object.hasOwn(answers, id) ? answers[id] : undefined);
    for (const control of controlsOf(item)) write(control);
    // For what else depends on this one item, such as whether it still repeats another.
    item.dispatchEvent(new Event("input"));
  }
  form.dispatchEvent(new Event("filled"));
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @type {Record<string, (id: string, answer: any) => (control: Control) => void>} */
const writers = {
  text: (_, answer = "") => one(answer),
  number: (_, answer = "") => one(String(answer)),
  date: (id, answer = {}) => (control) => (control.value = answer[control.name.slice(id.length + 1)] ?? ""),
  ticks: (_, { ticked = [], other = "" } = {}) => (control) => {
    if (isBox(control)) control.checked = ticked.includes(control.value);
    else control.value = other;
  },
};

/** @param {string} answer @returns {(control: Control) => void} */
const one = (answer) => (control) => {
  if (isBox(control)) control.checked = answer !== "" && control.value === answer;
  else control.value = answer;
};

/** @param {Control} control @returns {control is HTMLInputElement} */
const isBox = (control) => control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type);
