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
  const message = document.createElement("p");
  message.className = "govuk-error-message";
  message.id = `${item.dataset.item}-error`;
  const hidden = document.createElement("span");
  hidden.className = "govuk-visually-hidden";
  hidden.textContent = "Error: ";
  message.append(hidden, messageFor(item, problem));
  const controls = controlsOf(item);
  const holder = controls[0].closest(".govuk-date-input, .govuk-radios, .govuk-checkboxes") ?? controls[0];
  holder.before(message);
  group.classList.add(FIELD);
  for (const control of controls) {
    const kind = { TEXTAREA: 1, SELECT: 2 }[control.tagName] ?? 0;
    control.classList.add(CONTROLS[kind]);
    control.setAttribute("aria-invalid", "true");
  }
  const describedElement = item.querySelector("fieldset") ?? controls[0];
  describedElement.setAttribute(
    "aria-describedby",
    `${describedElement.getAttribute("aria-describedby") ?? ""} ${message.id}`.trim(),
  );
}

/**
 * Removes every message.
 * @param {HTMLFormElement} form
 */
export function clearMessages(form) {
  for (const message of form.querySelectorAll(".govuk-error-message")) {
    // The entry lists remove the messages of entries themselves.
    if (message.closest("[data-entry-fields]")) continue;
    for (const describedElement of form.querySelectorAll(`[aria-describedby~="${message.id}"]`)) {
      const rest =
        describedElement
          .getAttribute("aria-describedby")
          ?.split(" ")
          .filter((id) => id !== message.id) ?? [];
      if (rest.length) describedElement.setAttribute("aria-describedby", rest.join(" "));
      else describedElement.removeAttribute("aria-describedby");
    }
    message.remove();
  }
  for (const marked of form.querySelectorAll(`.${FIELD}`)) marked.classList.remove(FIELD);
  for (const control of form.querySelectorAll("[aria-invalid]")) {
    control.classList.remove(...CONTROLS);
    control.removeAttribute("aria-invalid");
  }
}
