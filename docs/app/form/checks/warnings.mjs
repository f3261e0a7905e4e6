/** Warnings: shown beside their fields, and listed with the problems before printing. The answers themselves are never changed. */
import { listOf } from "../answers/entry-list.mjs";
import { marksFor } from "../record/entry-marks.mjs";
import { isList } from "../answers/read-answers.mjs";
import { byItem, linesOf } from "./problem-lines.mjs";

/** @typedef {import("./problem-lines.mjs").Problem} Problem */

/** @type {WeakMap<Element, string>} What each list before printing shows. */
const listedStates = new WeakMap();

/**
 * Shows each warning beside its field. The answer stays as typed. A field in which someone is typing gets no new warning,
 * and warnings that have not changed are left in place.
 * @param {HTMLFormElement} form
 * @param {Problem[]} warnings
 */
export function showWarnings(form, warnings) {
  // Carried-over ticks have a mark of their own (carried-over.mjs).
  const beside = warnings.filter(({ code }) => code !== "carried-over");
  for (const [item, itemWarnings] of byItem(form, beside)) {
    if (isList(item)) {
      listOf(item).mark("warning", marksFor(form, item, itemWarnings));
      continue;
    }
    const messages = itemWarnings.map(({ message }) => message);
    // Warnings of entries about this item belong to the list of those entries.
    const old = [...item.children].filter((each) => each.classList.contains("cse-warning"));
    if (JSON.stringify(old.map(({ textContent }) => textContent)) === JSON.stringify(messages)) continue;
    for (const each of old) each.remove();
    if (item.contains(document.activeElement)) continue;
    item.append(...messages.map(warningText));
  }
}

/**
 * Lists what to check before printing, each with a link to its field. Nothing in it blocks printing.
 * @param {HTMLFormElement} form
 * @param {Problem[]} problems
 */
export function listBeforePrint(form, problems) {
  const list = /** @type {HTMLElement} */ (form.querySelector("[data-warnings]"));
  const state = JSON.stringify(problems);
  // A long chronology may have hundreds of lines here, and a key press seldom changes them.
  if (listedStates.get(list) !== state) list.replaceChildren(...linesOf(form, problems));
  listedStates.set(list, state);
  const block = /** @type {HTMLElement} */ (form.querySelector("#before-print"));
  block.hidden = problems.length === 0;
}

/** @param {string} message */
function warningText(message) {
  const warning = document.createElement("p");
  warning.className = "govuk-hint cse-warning";
  warning.textContent = message;
  return warning;
}
