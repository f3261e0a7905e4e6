/**
 * Problem lines: lists problems and warnings, each with a link to its field, and finds the item that each is about.
 *
 * @typedef {{ code: string, path: string, message: string }} Problem `path` is `answers.ITEM`, or a path below it.
 */
import { inFull } from "../record/entry-marks.mjs";
import { controlsOf, isList, itemsOf } from "../answers/read-answers.mjs";
import { linkTo } from "./go-to.mjs";

/**
 * Returns every item with its own problems.
 * @param {HTMLFormElement} form
 * @param {Problem[]} problems
 * @returns {[HTMLElement, Problem[]][]}
 */
export function byItem(form, problems) {
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
export function linesOf(form, problems) {
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
  const text = isList(item) ? inFull(form, item, problem) : messageFor(item, problem);
  line.append(linkTo(item, text, problem.path, target.id));
  return line;
}

/**
 * Returns a problem in words, with the label of its item.
 * @param {HTMLElement} item
 * @param {Problem} problem
 */
export function messageFor(item, problem) {
  // A warning or prompt is a whole sentence; a problem begins with the field's label.
  if (problem.message.endsWith(".")) return problem.message;
  const label = item.dataset.label ?? "";
  return problem.message.startsWith(label) ? problem.message : `${label} ${problem.message}`;
}
