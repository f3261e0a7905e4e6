/** Entry marks: finds the entry and the field of a problem or warning, and adapts its text to the place where it is shown. */

import { listOf } from "../answers/entry-list.mjs";

/**
 * @typedef {import("../answers/entry-faults.mjs").Mark} Mark
 * @typedef {import("../checks/problem-lines.mjs").Problem} Problem
 */

// Such as `answers.list[3].field`.
const PATH = /^[^[]*\[(\d+)\](?:\.([\w-]+))?/;

/**
 * Returns where in a list a problem is. Nothing if it is about the whole list.
 * @param {string} path
 */
export function placeIn(path) {
  const [, index, field = ""] = PATH.exec(path) ?? [];
  return index === undefined ? undefined : { index: Number(index), field };
}

/**
 * Returns problems or warnings as the entries of a list show them.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} item
 * @param {Problem[]} problems
 * @returns {Mark[]}
 */
export const marksFor = (form, item, problems) =>
  problems.flatMap((problem) => {
    const place = placeIn(problem.path);
    return place ? [{ ...place, message: shortened(form, item, problem, place.field) }] : [];
  });

/**
 * Returns a problem as the summary lists it, with the entry that it is about. A warning names the entry itself.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} item
 * @param {Problem} problem
 */
export function inFull(form, item, problem) {
  const place = placeIn(problem.path);
  if (problem.message.endsWith(".")) return problem.message;
  if (!place) return `${item.dataset.label} ${problem.message}`;
  const { beside, number } = listOf(item).positionOf(place.index);
  const list = [item.dataset.label, beside].filter(Boolean).join(" ");
  return `${list}, entry ${number}: ${labelOf(form, item, place.field)} ${problem.message}`;
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} item
 * @param {Problem} problem
 * @param {string} field
 */
function shortened(form, item, { message }, field) {
  if (!message.endsWith(".")) return `${labelOf(form, item, field)} ${message}`;
  // The entry is beside the message, so the message need not name it.
  const text = message.replace(/^.*?, entry \d+: /, "");
  return text[0].toUpperCase() + text.slice(1);
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} item
 * @param {string} field
 */
function labelOf(form, item, field) {
  const template = form.querySelector(`template[data-entry-of="${item.dataset.item}"]`);
  if (!(template instanceof HTMLTemplateElement)) return "";
  const control = template.content.querySelector(`[data-entry-field="${field}"]`);
  return control?.parentElement?.querySelector("label")?.textContent.trim() ?? "";
}
