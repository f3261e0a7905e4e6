/** Task list of the form's sections: shows the progress of each section and which is in view (scroll spy), and links to each. */
import { isFilled, itemsOf } from "../answers/read-answers.mjs";
import { layOut } from "./deferred-layout.mjs";
import { inNextFrame } from "../../lib/next-frame.mjs";
import { setText } from "../../ui/dom.mjs";

const WORDS = {
  none: "Not started",
  optional: "Optional",
  some: "Some answers",
  all: "Complete",
  look: "Needs checking",
};
// The selectors of a question that needs attention: one with a warning or an error message.
const MARKS = ".cse-warning, .govuk-error-message, .cse-entries__look";
// A section is in view once its heading has come above this part of the window's height.
const READING_LINE = 0.4;

/**
 * Keeps every list of the sections up to date. The numbers come from the page itself, so they are there without the engine.
 * @param {HTMLFormElement} form
 */
export function followSections(form) {
  const sections = sectionsOf(form).map(partsOf);
  const showAll = () => sections.forEach(showProgress);
  const show = inNextFrame(showAll);
  const spy = inNextFrame(showCurrent);
  form.addEventListener("input", show);
  // Warnings appear and disappear some time after an answer.
  for (const { section } of sections) new MutationObserver(show).observe(section, { childList: true, subtree: true });
  addEventListener("scroll", spy, { passive: true });
  addEventListener("resize", spy);
  for (const link of document.querySelectorAll("[data-go]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault(); // the address stays as it is
      link.closest("details")?.removeAttribute("open");
      goToHeading(form, `#${/** @type {HTMLElement} */ (link).dataset.go}-heading`);
    });
  }
  closeOnEscape(form);
  show();
  spy();
}

/**
 * Scrolls to a heading and moves the focus there, so that the keyboard and a screen reader go on from it.
 * @param {HTMLElement} form
 * @param {string} selector
 */
export function goToHeading(form, selector) {
  // Lay out the sections above first, so that the heading does not move after scrolling.
  layOut(form);
  const heading = document.querySelector(selector);
  if (!(heading instanceof HTMLElement)) return;
  heading.scrollIntoView({ behavior: "instant" });
  heading.focus({ preventScroll: true });
}

/** @param {ParentNode} form @returns {HTMLElement[]} */
const sectionsOf = (form) => [...form.querySelectorAll("[data-section]")].filter((each) => each instanceof HTMLElement);

/**
 * Returns a section with the questions from which its progress is counted, and the elements that show the progress.
 * @param {HTMLElement} section
 */
const partsOf = (section) => ({
  section,
  items: itemsOf(section),
  states: placed("stateOf", section.id),
  counts: placed("countFor", section.id),
});

/** @param {ReturnType<typeof partsOf>} parts */
function showProgress({ section, items, states, counts }) {
  const filled = items.filter(isFilled).length;
  const state = section.querySelector(MARKS)
    ? "look"
    : filled === 0
      ? "optional" in section.dataset
        ? "optional"
        : "none"
      : filled === items.length
        ? "all"
        : "some";
  for (const place of states) {
    setText(place, WORDS[state]);
    if (place.dataset.state !== state) place.dataset.state = state;
  }
  for (const place of counts) setText(place, `${filled} of ${items.length}`);
}

function showCurrent() {
  const links = [...document.querySelectorAll(".cse-rail [data-go]")].filter((each) => each instanceof HTMLElement);
  const names = links.map((link) => link.dataset.go ?? "");
  const line = innerHeight * READING_LINE;
  const passed = names.filter(
    (name) => (document.getElementById(name)?.getBoundingClientRect().top ?? Infinity) <= line,
  );
  const current = passed.at(-1) ?? names[0];
  for (const link of document.querySelectorAll(".cse-sections [data-go]")) {
    if (/** @type {HTMLElement} */ (link).dataset.go === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const at = names.indexOf(current);
  const title = links[at]?.querySelector(".cse-sections__name")?.textContent ?? "";
  const now = document.querySelector("[data-section-now]");
  if (now) setText(now, `${at + 1} of ${names.length}: ${title}`);
}

/** @param {HTMLElement} form The list over the page closes as a menu does, and leaves the focus on its button. */
function closeOnEscape(form) {
  const list = form.querySelector(".cse-line details");
  if (!(list instanceof HTMLDetailsElement)) return;
  list.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !list.open) return;
    list.open = false;
    list.querySelector("summary")?.focus();
  });
  list.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !list.contains(relatedTarget)) list.open = false;
  });
}

/**
 * @param {"stateOf" | "countFor"} key
 * @param {string} id
 */
const placed = (key, id) =>
  [...document.querySelectorAll(key === "stateOf" ? "[data-state-of]" : "[data-count-for]")].filter(
    /** @returns {each is HTMLElement} */
    (each) => each instanceof HTMLElement && each.dataset[key] === id,
  );
