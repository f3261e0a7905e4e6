/** The "check your answers" summary list before printing. Blanks are marked, and each answer has a link to change it. */
import { itemsOf, answerLines } from "../answers/read-answers.mjs";
import { goTo } from "./go-to.mjs";

// About three lines of the list. A longer answer is cut until the person asks for all of it.
const LONG = 200;
const LINES = 3;
// Makes the ids of long answers.
let lastId = 0;

/**
 * Lists all answers, by section.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} container
 */
export function showAnswers(form, container) {
  const sections = [...form.querySelectorAll("[data-section]")];
  container.replaceChildren(...sections.flatMap((section) => [heading(section), list(section)]));
}

/** @param {Element} section */
function heading(section) {
  const title = element("h4", "govuk-heading-s");
  title.textContent = section.querySelector("h2")?.textContent ?? "";
  return title;
}

/** @param {Element} section */
function list(section) {
  const rows = element("dl", "govuk-summary-list");
  rows.append(...itemsOf(section).map(row));
  return rows;
}

/** @param {HTMLElement} item */
function row(item) {
  const { label = "", group } = item.dataset;
  // Several people have an address or an ethnicity, so the label needs the heading above it.
  const fullLabel = group && !label.includes(group) ? `${group}: ${label}` : label;
  const line = element("div", "govuk-summary-list__row");
  const key = element("dt", "govuk-summary-list__key");
  key.textContent = fullLabel;
  const value = element("dd", "govuk-summary-list__value");
  const lines = answerLines(item);
  value.classList.toggle("cse-blank", lines.length === 0);
  if (isLong(lines)) value.append(...cut(lines.join("\n"), fullLabel));
  else value.textContent = lines.join("\n") || "Not provided";
  const action = element("dd", "govuk-summary-list__actions");
  const link = /** @type {HTMLAnchorElement} */ (element("a", "govuk-link"));
  link.href = "#assessment-form";
  const hidden = element("span", "govuk-visually-hidden");
  hidden.textContent = ` ${fullLabel}`;
  link.append("Change", hidden);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    goTo(item);
  });
  action.append(link);
  line.append(key, value, action);
  return line;
}

/** @param {string[]} lines */
const isLong = (lines) => lines.length === 1 && (lines[0].length > LONG || lines[0].split("\n").length > LINES);

/**
 * Returns a long answer cut to three lines, and the button that shows all of it. A screen reader reads all of it anyway.
 * @param {string} text
 * @param {string} label
 */
function cut(text, label) {
  const textElement = element("span", "cse-long");
  lastId += 1;
  textElement.id = `long-${lastId}`;
  textElement.textContent = text;
  const button = element("button", "cse-link");
  button.setAttribute("type", "button");
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", textElement.id);
  const hidden = element("span", "govuk-visually-hidden");
  hidden.textContent = ` of ${label}`;
  const show = () => {
    const isOpen = textElement.classList.contains("cse-long--open");
    button.replaceChildren(isOpen ? "Show less" : "Show all", hidden);
    button.setAttribute("aria-expanded", String(isOpen));
  };
  button.addEventListener("click", () => {
    textElement.classList.toggle("cse-long--open");
    show();
  });
  show();
  return [textElement, button];
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
