/** Audit page: asks a person how to count typed answers that no rule can classify. */
import { requireElement } from "../ui/dom.mjs";

/** @typedef {import("../saving/batch-reader.mjs").Counted} Counted */

const CHOOSE = "Choose an answer";

/**
 * Shows a select for each answer that needs a decision. Hides the section if there is none.
 * @param {Counted[]} counted
 */
export function showDecisions(counted) {
  const pairs = counted.flatMap((each) => each.undecided.map((question) => ({ each, question })));
  const items = pairs.map(({ each, question }, index) => field(each, question, `decision-${index}`));
  requireElement("[data-audit-decisions]").replaceChildren(...items);
  requireElement("[data-audit-undecided]").hidden = items.length === 0;
}

/**
 * Returns the first select without a choice.
 * @returns {HTMLSelectElement | undefined}
 */
export const firstUndecided = () => choices().find((choice) => !choice.value);

const choices = () => [...requireElement("[data-audit-decisions]").querySelectorAll("select")];

/**
 * @param {Counted} counted The choice is written into its row.
 * @param {import("../types/operations.js").Undecided} question
 * @param {string} id
 */
function field(counted, question, id) {
  const group = element("div", "govuk-form-group");
  const label = /** @type {HTMLLabelElement} */ (element("label", "govuk-label"));
  const select = /** @type {HTMLSelectElement} */ (element("select", "govuk-select"));
  select.id = id;
  label.htmlFor = select.id;
  label.textContent = `${counted.name}: ${question.label} is “${question.typed}”`;
  select.autocomplete = "off";
  select.add(new Option(CHOOSE, ""));
  for (const answer of question.answers) select.add(new Option(answer, answer));
  select.addEventListener("change", () => (counted.record.row[question.key] = select.value || "undecided"));
  group.append(label, select);
  return group;
}

/**
 * @param {string} name
 * @param {string} className
 */
function element(name, className) {
  const created = document.createElement(name);
  created.className = className;
  return created;
}
