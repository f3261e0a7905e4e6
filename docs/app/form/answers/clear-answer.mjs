/** Clears the answer of a single-choice question, because a browser has no way to deselect a radio button. */
import { announceEvent } from "../../ui/dom.mjs";
import { controlsOf, itemsOf } from "./read-answers.mjs";

/**
 * Shows a "Clear" button at each single-choice question that has an answer.
 * @param {HTMLFormElement} form
 */
export function offerClearAnswer(form) {
  const items = itemsOf(form).filter((item) => buttonOf(item));
  const show = () => {
    for (const item of items) /** @type {HTMLElement} */ (buttonOf(item)).hidden = !chosen(item);
  };
  for (const item of items) {
    buttonOf(item)?.addEventListener("click", () => {
      const radio = chosen(item);
      if (!radio) return;
      radio.checked = false;
      // The button is about to be hidden, and the focus must stay in the question.
      item.querySelector("input")?.focus();
      item.dispatchEvent(new Event("input", { bubbles: true }));
      announceEvent("Answer cleared.");
    });
  }
  form.addEventListener("input", show);
  form.addEventListener("filled", show);
  show();
}

/** @param {HTMLElement} item @returns {HTMLElement | null} */
const buttonOf = (item) => item.querySelector("[data-clear-answer]");

/** @param {HTMLElement} item @returns {HTMLInputElement | undefined} */
const chosen = (item) =>
  /** @type {HTMLInputElement[]} */ (controlsOf(item)).find(({ type, checked }) => type === "radio" && checked);
