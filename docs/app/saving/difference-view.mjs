/** One difference between the form and a file: the question, the answer of each side, and a radio button for each choice. */
import { element } from "../ui/dom.mjs";

/**
 * @typedef {import("../types/operations.js").Difference} Difference
 * @typedef {import("../types/operations.js").Choice} Choice
 */

const SUGGESTED = {
  current: "Only the form has an answer, so that answer is already chosen.",
  other: "Only the file has an answer, so that answer is already chosen.",
};
const BLANK = "Not answered";
const BOTH = "Both, without repeats";

/**
 * Creates the choice between two answers. Nothing is chosen unless one side is blank.
 * @param {Difference} difference
 * @param {number} index Its number, for ids.
 * @param {string} file What to call the file.
 */
export function differenceView({ item, label, current, other, suggested, both }, index, file) {
  const group = element("fieldset", "govuk-fieldset cse-difference");
  group.dataset.difference = item;
  group.append(element("legend", "govuk-fieldset__legend govuk-fieldset__legend--s", label));
  if (suggested && suggested !== "both") group.append(element("p", "govuk-hint", SUGGESTED[suggested]));
  const sides = element("div", "govuk-radios govuk-radios--small cse-difference__sides");
  const name = `compare-${index}`;
  sides.append(side(name, "current", "In the form", current, suggested), side(name, "other", file, other, suggested));
  if (both) sides.append(radio(name, "both", BOTH, false));
  group.append(sides);
  return group;
}

/**
 * Returns the choices by item. A difference without a choice is left out.
 * @param {ParentNode} container
 * @returns {Record<string, Choice>}
 */
export function chosen(container) {
  /** @type {Record<string, Choice>} */
  const choices = {};
  for (const group of /** @type {NodeListOf<HTMLElement>} */ (container.querySelectorAll("[data-difference]"))) {
    for (const each of /** @type {NodeListOf<HTMLInputElement>} */ (group.querySelectorAll("input")))
      if (each.checked) choices[group.dataset.difference ?? ""] = /** @type {Choice} */ (each.value);
  }
  return choices;
}

/**
 * @param {string} name
 * @param {Choice} choice
 * @param {string} label
 * @param {string[]} lines
 * @param {Difference["suggested"]} suggested
 */
function side(name, choice, label, lines, suggested) {
  const side = element("div", "cse-difference__side");
  const answer = element("div", "cse-difference__answer");
  answer.id = `${name}-${choice}-answer`;
  answer.translate = false;
  if (lines.length === 0) answer.append(element("p", "govuk-body cse-blank", BLANK));
  for (const each of lines) {
    const line = element("p", "govuk-body", each);
    line.dir = "auto";
    answer.append(line);
  }
  const item = radio(name, choice, label, choice === suggested);
  item.querySelector("input")?.setAttribute("aria-describedby", answer.id);
  side.append(item, answer);
  return side;
}

/**
 * @param {string} name
 * @param {Choice} choice
 * @param {string} label
 * @param {boolean} isChecked
 */
function radio(name, choice, label, isChecked) {
  const item = element("div", "govuk-radios__item");
  const input = /** @type {HTMLInputElement} */ (element("input", "govuk-radios__input"));
  input.type = "radio";
  input.name = name;
  input.id = `${name}-${choice}`;
  input.value = choice;
  input.checked = isChecked;
  input.setAttribute("autocomplete", "off");
  const words = /** @type {HTMLLabelElement} */ (element("label", "govuk-label govuk-radios__label", label));
  words.htmlFor = input.id;
  item.append(input, words);
  return item;
}
