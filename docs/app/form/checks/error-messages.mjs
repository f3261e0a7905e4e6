/** Error messages at the fields (GOV.UK pattern): adds and removes the message, its mark and what a screen reader reads with the field. */
import { controlsOf } from "../answers/read-answers.mjs";
import { messageFor } from "./problem-lines.mjs";

/** @typedef {import("./problem-lines.mjs").Problem} Problem */

const FIELD = "govuk-form-group--error";
const CONTROLS = ["govuk-input--error", "govuk-textarea--error", "govuk-select--error"];

/**
 * Adds the message of a problem.
 * @param {HTMLElement} item
 * @param {Problem} problem
 */
export function markItem(item, problem) {
  const group = item.querySelector(".govuk-form-group");
  if (!group) return;
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
  const describedElement = item.querySelector("fieldset") ?? controls[0];
  describedElement.setAttribute(
    "aria-describedby",
    `${describedElement.getAttribute("aria-describedby") ?? ""} ${words.id}`.trim(),
  );
}

/**
 * Removes every message.
 * @param {HTMLFormElement} form
 */
export function clearMessages(form) {
  for (const words of form.querySelectorAll(".govuk-error-message")) {
    // The entry lists remove the messages of entries themselves.
    if (words.closest("[data-entry-fields]")) continue;
    for (const describedElement of form.querySelectorAll(`[aria-describedby~="${words.id}"]`)) {
      const rest =
        describedElement
          .getAttribute("aria-describedby")
          ?.split(" ")
          .filter((id) => id !== words.id) ?? [];
      if (rest.length) describedElement.setAttribute("aria-describedby", rest.join(" "));
      else describedElement.removeAttribute("aria-describedby");
    }
    words.remove();
  }
  for (const marked of form.querySelectorAll(`.${FIELD}`)) marked.classList.remove(FIELD);
  for (const control of form.querySelectorAll("[aria-invalid]")) {
    control.classList.remove(...CONTROLS);
    control.removeAttribute("aria-invalid");
  }
}
