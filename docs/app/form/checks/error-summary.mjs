/**
 * Error summary (GOV.UK pattern): a summary with a link to each field, and a message at the field. The answers themselves are never
 * changed.
 */
import { listOf } from "../answers/entry-list.mjs";
import { marksFor } from "../record/entry-marks.mjs";
import { isList } from "../answers/read-answers.mjs";
import { clearMessages, markItem } from "./error-messages.mjs";
import { byItem, linesOf } from "./problem-lines.mjs";

/** @typedef {import("./problem-lines.mjs").Problem} Problem */

let shownState = "[]";

/**
 * Shows the problems in the summary, at their fields and in the title.
 * @param {HTMLFormElement} form
 * @param {Problem[]} problems
 */
export function showProblems(form, problems) {
  // Showing the same problems again would make a screen reader read them at every key press.
  const state = JSON.stringify(problems);
  if (state === shownState) return;
  shownState = state;
  clearMessages(form);
  const summary = childOf(form, "#error-summary");
  const list = childOf(form, "[data-errors]");
  list.replaceChildren(...linesOf(form, problems));
  summary.hidden = problems.length === 0;
  for (const [item, own] of byItem(form, problems)) {
    if (isList(item)) listOf(item).mark("problem", marksFor(form, item, own));
    else for (const problem of own) markItem(item, problem);
  }
  const title = document.title.replace(/^Error: /, "");
  document.title = problems.length ? `Error: ${title}` : title;
}

/**
 * Moves the focus to the summary, which also scrolls to it.
 * @param {HTMLFormElement} form
 */
export function focusSummary(form) {
  childOf(form, "#error-summary").focus();
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
function childOf(root, selector) {
  return /** @type {HTMLElement} */ (root.querySelector(selector));
}
