/** Error messages at the fields of the reduced copy (GOV.UK pattern). The focus moves to the first field with a message. */
import { controlsOf } from "../answers/read-answers.mjs";

/** @typedef {import("../checks/problem-lines.mjs").Problem} Problem `path` is the name of a field. */

/**
 * Returns the field with a name.
 * @param {HTMLElement} choice
 * @param {string} name
 */
export function fieldOf(choice, name) {
  return /** @type {HTMLElement} */ (choice.querySelector(`[data-reduced-field="${name}"]`));
}

/**
 * Shows each problem at its field.
 * @param {HTMLElement} choice
 * @param {Problem[]} problems
 */
export function showFaults(choice, problems) {
  for (const { path, message } of problems) {
    const field = fieldOf(choice, path);
    const group = /** @type {HTMLElement} */ (field.querySelector(".govuk-form-group"));
    const [control] = controlsOf(field);
    const messageElement = document.createElement("p");
    messageElement.className = "govuk-error-message";
    messageElement.id = `reduced-${path}-error`;
    const hidden = document.createElement("span");
    hidden.className = "govuk-visually-hidden";
    hidden.textContent = "Error: ";
    messageElement.append(hidden, message);
    (field.querySelector(".govuk-checkboxes") ?? control).before(messageElement);
    group.classList.add("govuk-form-group--error");
    const describedElement = field.querySelector("fieldset") ?? control;
    describedElement.setAttribute("aria-describedby", [...idsOf(describedElement), messageElement.id].join(" "));
    if (describedElement === control) control.setAttribute("aria-invalid", "true");
  }
  controlsOf(fieldOf(choice, problems[0].path))[0].focus();
}

/**
 * Removes all messages.
 * @param {HTMLElement} choice
 */
export function clearFaults(choice) {
  for (const messageElement of choice.querySelectorAll(".govuk-error-message")) {
    const describedElement = choice.querySelector(`[aria-describedby~="${messageElement.id}"]`);
    const rest = describedElement ? idsOf(describedElement).filter((id) => id !== messageElement.id) : [];
    if (rest.length) describedElement?.setAttribute("aria-describedby", rest.join(" "));
    else describedElement?.removeAttribute("aria-describedby");
    describedElement?.removeAttribute("aria-invalid");
    messageElement.closest(".govuk-form-group")?.classList.remove("govuk-form-group--error");
    messageElement.remove();
  }
}

/** @param {Element} describedElement */
const idsOf = (describedElement) =>
  (describedElement.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
