/** Writes answers into the form: the reverse of read-answers.mjs. It handles types of answer and no particular item. */
import { listOf } from "./entry-list.mjs";
import { controlsOf, isBox, isList, itemsOf } from "./read-answers.mjs";

/** @import { Answer, Control, Ticks } from "./read-answers.mjs" */

/**
 * Sets every control to its answer, or to blank if there is none.
 * @param {HTMLFormElement} form
 * @param {Record<string, Answer>} answers
 */
export function fill(form, answers) {
  for (const item of itemsOf(form)) {
    const id = item.dataset.item ?? "";
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
    if (isList(item)) listOf(item).replace(Array.isArray(answer) ? answer : []);
    else {
      const write = writers[item.dataset.kind ?? ""](id, answer);
      for (const control of controlsOf(item)) write(control);
    }
    // For code that depends on this item, such as linked-fields.mjs.
    item.dispatchEvent(new Event("input"));
  }
  form.dispatchEvent(new Event("filled"));
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @type {Record<string, (id: string, answer: Answer | undefined) => (control: Control) => void>} */
const writers = {
  text: (_, answer) => one(String(answer ?? "")),
  number: (_, answer) => one(String(answer ?? "")),
  date: (id, answer) => {
    const parts = /** @type {Record<string, string>} */ (answer ?? {});
    return (control) => (control.value = parts[control.name.slice(id.length + 1)] ?? "");
  },
  ticks: (_, answer) => {
    const { ticked = [], other = "" } = /** @type {Partial<Ticks>} */ (answer ?? {});
    return (control) => {
      if (isBox(control)) control.checked = ticked.includes(control.value);
      else control.value = other;
    };
  },
};

/** @param {string} answer @returns {(control: Control) => void} */
const one = (answer) => (control) => {
  if (isBox(control)) control.checked = answer !== "" && control.value === answer;
  else control.value = answer;
};
