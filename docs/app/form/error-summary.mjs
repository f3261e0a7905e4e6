/**
 * Shows what cannot be right: a summary with a link to each field, and words at the field itself
 * (GOV.UK error summary and error message). What was typed is never touched.
 *
 * @typedef {{ code: string, path: string, message: string }} Problem `path` is `answers.ITEM` or
 *   a part of it.
 */
import { controlsOf, itemsOf } from "./answers.mjs";

const FIELD = "govuk-form-group--error";
const CONTROLS = ["govuk-input--error", "govuk-textarea--error", "govuk-select--error"];

let shown = "[]";

/**
 * @param {HTMLFormElement} form
 * @param {Problem[]} problems
 */
export function showProblems(form, problems) {
  // The same once more would be read out once more, at every key.
  const state = JSON.stringify(problems);
  if (state === shown) return;
  shown = state;
  clear(form);
  const summary = part(form, "#error-summary");
  const list = part(form, "[data-errors]");
  list.replaceChildren(...problems.map((problem) => summaryLine(form, problem)));
  summary.hidden = problems.length === 0;
  for (const problem of problems) markItem(form, problem);
  const title = document.title.replace(/^Error: /, "");
  document.title = problems.length ? `Error: ${title}` : title;
}

/** @param {HTMLFormElement} form Brings the summary before the eyes and to the keyboard. */
export function focusSummary(form) {
  part(form, "#error-summary").focus();
}

/**
 * Words at a field whose answer looks odd; it stays as typed. Nothing is said where somebody is still typing, and what
 * stands there already is left alone.
 * @param {HTMLFormElement} form
 * @param {Problem[]} warnings
 */
export function showWarnings(form, warnings) {
  for (const item of itemsOf(form)) {
    const warning = warnings.find((each) => itemAt(form, each.path) === item);
    const old = item.querySelector(".cse-warning");
    if (old?.textContent === warning?.message) continue;
    old?.remove();
    if (!warning || item.contains(document.activeElement)) continue;
    const words = document.createElement("p");
    words.className = "govuk-hint cse-warning";
    words.textContent = warning.message;
    item.append(words);
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} path
 */
function itemAt(form, path) {
  const id = path.split(/[.[]/)[1];
  return itemsOf(form).find((item) => item.dataset.item === id);
}

/**
 * @param {HTMLFormElement} form
 * @param {Problem} problem
 */
function summaryLine(form, problem) {
  const line = document.createElement("li");
  const item = itemAt(form, problem.path);
  const control = item && controlsOf(item)[0];
  if (!control) {
    line.textContent = problem.message;
    return line;
  }
  const link = document.createElement("a");
  link.href = `#${control.id}`;
  link.textContent = messageFor(item, problem);
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the address must not hold a field's name
    goTo(item);
  });
  line.append(link);
  return line;
}

/** @param {HTMLElement} item Focus on its first control, with its label in view. */
export function goTo(item) {
  const controls = controlsOf(item);
  item.scrollIntoView();
  const chosen = controls.find((each) => each instanceof HTMLInputElement && each.checked);
  (chosen ?? controls[0])?.focus({ preventScroll: true });
}

/**
 * @param {HTMLElement} item
 * @param {Problem} problem
 */
function messageFor(item, problem) {
  const label = item.dataset.label ?? "";
  return problem.message.startsWith(label) ? problem.message : `${label} ${problem.message}`;
}

/**
 * @param {HTMLFormElement} form
 * @param {Problem} problem
 */
function markItem(form, problem) {
  const item = itemAt(form, problem.path);
  const group = item?.querySelector(".govuk-form-group");
  if (!item || !group) return;
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
    for (const told of form.querySelectorAll(`[aria-describedby~="${words.id}"]`)) {
      const rest = told.getAttribute("aria-describedby")?.split(" ").filter((id) => id !== words.id) ?? [];
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
function part(root, selector) {
  return /** @type {HTMLElement} */ (root.querySelector(selector));
}
