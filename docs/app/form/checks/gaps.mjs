/**
 * What is not answered and what is not known, counted by section for the box "Before you print", each with a link. A blank in an
 * optional section is not a gap.
 */
import { linkTo } from "./go-to.mjs";
import { isFilled, itemsOf } from "../answers/read-answers.mjs";

/**
 * Lists the gaps.
 * @param {HTMLFormElement} form
 */
export function showGaps(form) {
  const container = /** @type {HTMLElement} */ (form.querySelector("[data-gaps]"));
  const lines = [...form.querySelectorAll("[data-section]:not([data-optional])")].flatMap(gapsOf);
  container.replaceChildren(...lines);
  container.hidden = lines.length === 0;
}

/** @param {Element} section */
function gapsOf(section) {
  const items = itemsOf(section);
  const title = document.querySelector(`.cse-rail [data-go="${section.id}"] .cse-sections__name`)?.textContent ?? "";
  const blank = items.filter((item) => !isFilled(item));
  const unknown = items.filter((item) => item.querySelector("[data-not-known]:checked"));
  return [
    ...(blank.length ? [line(`${title}: ${blank.length} of ${items.length} not answered`, blank[0])] : []),
    ...(unknown.length ? [line(`${title}: ${unknown.length} of ${items.length} not known`, unknown[0])] : []),
  ];
}

/**
 * @param {string} words
 * @param {HTMLElement} first Where the link leads.
 */
function line(words, first) {
  const item = document.createElement("li");
  item.append(linkTo(first, words));
  return item;
}
