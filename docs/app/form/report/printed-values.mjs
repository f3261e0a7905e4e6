/** Printed values: copies of what was typed in the form, beside its fields, for a print of the form without a report. */
import { linesOnPaper } from "../record/entry-lists.mjs";
import { controlsOf, itemsOf } from "../answers/read-answers.mjs";

/**
 * Adds the copies.
 * @param {HTMLFormElement} form
 */
export function addPrintedValues(form) {
  const byHand = /** @type {HTMLElement} */ (form.querySelector("[data-by-hand]"));
  for (const item of [...itemsOf(form), byHand]) addTwins(form, item);
}

/**
 * Removes the copies.
 * @param {HTMLFormElement} form
 */
export function removePrintedValues(form) {
  for (const twin of form.querySelectorAll(".cse-printed-value")) twin.remove();
}

/**
 * Adds a copy of typed text beside its field, because a field would cut long text off on paper. Entries have no other place there.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} item
 */
function addTwins(form, item) {
  if (item.dataset.kind === "entries") {
    const lines = linesOnPaper(form, item);
    if (lines.length) addTwin(item.lastElementChild, [item.dataset.label, ...lines].join("\n"));
    return;
  }
  const typed = controlsOf(item).filter(isTyped);
  if (item.dataset.kind === "date")
    addTwin(typed.at(-1)?.closest(".govuk-date-input"), typed.map((part) => part.value).join(" "));
  else for (const control of typed) addTwin(control, control.value);
}

/**
 * @param {Element | null | undefined} beside
 * @param {string} text
 */
function addTwin(beside, text) {
  const twin = document.createElement("div");
  twin.className = "cse-printed-value";
  twin.textContent = text.trim();
  beside?.after(twin);
}

/** @param {import("../answers/read-answers.mjs").Control} control */
const isTyped = (control) =>
  control instanceof HTMLTextAreaElement || (control instanceof HTMLInputElement && control.type === "text");
