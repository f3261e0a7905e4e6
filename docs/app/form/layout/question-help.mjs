/** Help beside the question that has the focus, in the rail of a wide window. Elsewhere the help opens below the question. */
import { itemsOf } from "../answers/read-answers.mjs";

/**
 * Shows the help of each question that gets the focus.
 * @param {HTMLFormElement} form
 */
export function followHelp(form) {
  const rail = form.querySelector(".cse-rail");
  const box = form.querySelector("[data-rail-help]");
  const heading = form.querySelector("#rail-help");
  const back = form.querySelector("[data-rail-help-back]");
  if (!(rail instanceof HTMLElement && box instanceof HTMLElement && heading instanceof HTMLElement && back)) return;
  /** @type {HTMLElement | undefined} */
  let openPanel;
  for (const item of itemsOf(form)) {
    item.addEventListener("focusin", () => {
      openPanel = item;
      show(box, item);
    });
    const summary = item.querySelector(".cse-help summary");
    summary?.addEventListener("click", (event) => {
      if (!rail.checkVisibility()) return;
      // The help is beside the question already. The focus follows it there.
      event.preventDefault();
      openPanel = item;
      show(box, item);
      heading.focus({ preventScroll: true });
      heading.scrollIntoView({ block: "nearest" });
    });
  }
  back.addEventListener("click", () => summaryOf(openPanel)?.focus());
}

/** @param {HTMLElement | undefined} item @returns {HTMLElement | null | undefined} */
const summaryOf = (item) => item?.querySelector(".cse-help summary");

/**
 * @param {HTMLElement} box
 * @param {HTMLElement} item
 */
function show(box, item) {
  const text = item.querySelector(".cse-help .govuk-details__text");
  box.hidden = !text;
  if (!text) return;
  box.querySelector("[data-rail-help-text]")?.replaceChildren(...text.cloneNode(true).childNodes);
  const name = box.querySelector("[data-rail-help-with]");
  if (name) name.textContent = `: ${item.dataset.label ?? ""}`;
}
