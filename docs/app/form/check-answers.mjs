/** The list of all answers before printing: a blank is called a blank, and each has a way back to it. */
import { itemsOf, shown } from "./answers.mjs";
import { goTo } from "./problems.mjs";

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} place
 */
export function showAnswers(form, place) {
  const sections = [...form.querySelectorAll("[data-section]")];
  place.replaceChildren(...sections.flatMap((section) => [heading(section), list(section)]));
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
  const label = item.dataset.label ?? "";
  const line = element("div", "govuk-summary-list__row");
  const key = element("dt", "govuk-summary-list__key");
  key.textContent = label;
  const value = element("dd", "govuk-summary-list__value");
  const lines = shown(item);
  value.classList.toggle("cse-blank", lines.length === 0);
  value.textContent = lines.join("\n") || "Not provided";
  const action = element("dd", "govuk-summary-list__actions");
  const link = /** @type {HTMLAnchorElement} */ (element("a", "govuk-link"));
  link.href = "#assessment-form";
  const hidden = element("span", "govuk-visually-hidden");
  hidden.textContent = ` ${label}${item.dataset.group ? `, ${item.dataset.group}` : ""}`;
  link.append("Change", hidden);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    goTo(item);
  });
  action.append(link);
  line.append(key, value, action);
  return line;
}

/**
 * @param {string} name
 * @param {string} className
 */
function element(name, className) {
  const made = document.createElement(name);
  made.className = className;
  return made;
}
