/**
 * Error summary and error messages (GOV.UK pattern): a summary with a link to each field, and a message at the field. Also warnings
 * beside fields. The answers themselves are never changed.
 *
 * @typedef {{ code: string, path: string, message: string }} Problem `path` is `answers.ITEM`, or a path below it.
 */
import { listOf } from "../answers/entry-list.mjs";
import { inFull, marksFor } from "../record/entry-marks.mjs";
import { controlsOf, isList, itemsOf } from "../answers/read-answers.mjs";
import { linkTo } from "./go-to.mjs";

const FIELD = "govuk-form-group--error";
const CONTROLS = ["govuk-input--error", "govuk-textarea--error", "govuk-select--error"];

let shown = "[]";
/** @type {WeakMap<Element, string>} What each list before printing shows. */
const listed = new WeakMap();

/**
 * Shows the problems in the summary, at their fields and in the title.
 * @param {HTMLFormElement} form
 * @param {Problem[]} problems
 */
export function showProblems(form, problems) {
  // Showing the same problems again would make a screen reader read them at every key press.
  const state = JSON.stringify(problems);
  if (state === shown) return;
  shown = state;
  clear(form);
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
 * Shows each warning beside its field. The answer stays as typed. A field in which someone is typing gets no new warning,
 * and warnings that have not changed are left in place.
 * @param {HTMLFormElement} form
 * @param {Problem[]} warnings
 */
export function showWarnings(form, warnings) {
  // Carried-over ticks have a mark of their own (carried-over.mjs).
  const beside = warnings.filter(({ code }) => code !== "carried-over");
  for (const [item, own] of byItem(form, beside)) {
    if (isList(item)) {
      listOf(item).mark("warning", marksFor(form, item, own));
      continue;
    }
    const messages = own.map(({ message }) => message);
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
 * @param {Problem[]} found
 */
export function listBeforePrint(form, found) {
  const list = childOf(form, "[data-warnings]");
  const state = JSON.stringify(found);
  // A long chronology may have hundreds of lines here, and a key press seldom changes them.
  if (listed.get(list) !== state) list.replaceChildren(...linesOf(form, found));
  listed.set(list, state);
  childOf(form, "#before-print").hidden = found.length === 0;
}

/** @param {string} message */
function warningText(message) {
  const words = document.createElement("p");
  words.className = "govuk-hint cse-warning";
  words.textContent = message;
  return words;
}

/**
 * Returns every item with its own problems.
 * @param {HTMLFormElement} form
 * @param {Problem[]} problems
 * @returns {[HTMLElement, Problem[]][]}
 */
function byItem(form, problems) {
  /** @type {Map<string, Problem[]>} */
  const groups = new Map(itemsOf(form).map((item) => [item.dataset.item ?? "", []]));
  for (const problem of problems) groups.get(idIn(problem.path))?.push(problem);
  return itemsOf(form).map((item) => [item, groups.get(item.dataset.item ?? "") ?? []]);
}

/** @param {string} path */
const idIn = (path) => path.split(/[.[]/)[1] ?? "";

/**
 * Returns the lines of problems, each with a link to its item.
 * @param {HTMLFormElement} form
 * @param {Problem[]} problems
 */
function linesOf(form, problems) {
  const items = new Map(itemsOf(form).map((item) => [item.dataset.item, item]));
  return problems.map((problem) => summaryLine(form, items.get(idIn(problem.path)), problem));
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | undefined} item
 * @param {Problem} problem
 */
function summaryLine(form, item, problem) {
  const line = document.createElement("li");
  const target = item && (isList(item) ? item : controlsOf(item)[0]);
  if (!target) {
    line.textContent = problem.message;
    return line;
  }
  const words = isList(item) ? inFull(form, item, problem) : messageFor(item, problem);
  line.append(linkTo(item, words, problem.path, target.id));
  return line;
}

/**
 * @param {HTMLElement} item
 * @param {Problem} problem
 */
function messageFor(item, problem) {
  // A warning or prompt is a whole sentence; a problem begins with the field's label.
  if (problem.message.endsWith(".")) return problem.message;
  const label = item.dataset.label ?? "";
  return problem.message.startsWith(label) ? problem.message : `${label} ${problem.message}`;
}

/**
 * @param {HTMLElement} item
 * @param {Problem} problem
 */
function markItem(item, problem) {
  const group = item.querySelector(".govuk-form-group");
  if (!group) return;
  const words = document.createElement("p");
  words.className = "govuk-error-message";
  words.id = `${item.dataset.item}-error`;
  const hidden = document.createElement("span");
  hidden.className = "govuk-visually-hidden";
  hidden.textContent = "Error: ";
  words.append(hidden, messageFor(item, problem));
  const controls = controlsOf(item);
  const holder = controls[0].closest(".govuk-date-input, .govuk-radios, .govuk-checkboxes") ?? controls[0];
  holder.before(words);
  group.classList.add(FIELD);
  for (const control of controls) {
    const kind = { TEXTAREA: 1, SELECT: 2 }[control.tagName] ?? 0;
    control.classList.add(CONTROLS[kind]);
    control.setAttribute("aria-invalid", "true");
  }
  const told = item.querySelector("fieldset") ?? controls[0];
  told.setAttribute("aria-describedby", `${told.getAttribute("aria-describedby") ?? ""} ${words.id}`.trim());
}

/** @param {HTMLFormElement} form */
function clear(form) {
  for (const words of form.querySelectorAll(".govuk-error-message")) {
    // The entries take theirs away themselves.
    if (words.closest("[data-entry-fields]")) continue;
    for (const told of form.querySelectorAll(`[aria-describedby~="${words.id}"]`)) {
      const rest =
        told
          .getAttribute("aria-describedby")
          ?.split(" ")
          .filter((id) => id !== words.id) ?? [];
      if (rest.length) told.setAttribute("aria-describedby", rest.join(" "));
      else told.removeAttribute("aria-describedby");
    }
    words.remove();
  }
  for (const marked of form.querySelectorAll(`.${FIELD}`)) marked.classList.remove(FIELD);
  for (const control of form.querySelectorAll("[aria-invalid]")) {
    control.classList.remove(...CONTROLS);
    control.removeAttribute("aria-invalid");
  }
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
function childOf(root, selector) {
  return /** @type {HTMLElement} */ (root.querySelector(selector));
}
