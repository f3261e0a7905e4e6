/**
 * Reduced copy: asks who it is for, why they need it and which parts they need, previews the copy in place of the report, and logs it
 * in the case record when it is printed. What is chosen and typed here is no answer of the assessment and is not saved.
 *
 * @import { CopyRequest, Reduced } from "../../types/operations.js"
 *
 * @typedef {object} Tools
 * @property {HTMLFormElement} form
 * @property {import("../answers/assessment.mjs").Assessment} assessment
 * @property {import("./report-view.mjs").Report} report
 * @property {import("../../types/operations.js").Ask} ask Sends a request to the current engine.
 */
import { today } from "../../lib/local-date.mjs";
import { ScorerError } from "../../engine/client.mjs";
import { RefusedError } from "../../engine/worker-channel.mjs";
import { announceEvent, requireElement } from "../../ui/dom.mjs";
import { clearFaults, fieldOf, showFaults } from "./reduced-faults.mjs";
import { listOf } from "../answers/entry-list.mjs";
import { goTo } from "../checks/go-to.mjs";
import { controlsOf, itemsOf } from "../answers/read-answers.mjs";

const CHANGED = "The copy is no longer shown, because an answer has changed. Preview it again.";
const NOT_SHOWN = "The copy was not shown, because an answer has changed. Preview it again.";
const STOPPED =
  "The copy was not made, because the scoring program has stopped. Press “Try again” at the bottom of the window.";
const UNREADABLE = "The copy was not made, because an answer cannot be read. See the top of the form.";
const TOO_LARGE = "The copy was not made, because the answers are too long in total. Shorten a text.";
const FAILED =
  "The copy was not made, because of a fault in this page. Preview it again. If you see this message again, print the whole assessment.";

/**
 * Sets up the choice, the preview and its buttons.
 * @param {Tools} tools
 */
export function offerReducedCopy({ form, assessment, report, ask }) {
  const choice = requireElement("#reduced-choice");
  const banner = requireElement("#reduced-banner");
  const messageElement = requireElement("[data-reduced-news]");
  const recorded = requireElement("[data-reduced-recorded]");
  const preview = requireElement("#reduced-preview");
  const heading = requireElement("#report-heading");
  let isBusy = false;
  /** The item of the list that logs the copies. */
  let logList = "";

  // Not an answer: nothing has to be scored or saved again.
  for (const type of ["input", "change"]) choice.addEventListener(type, (event) => event.stopPropagation());
  // Other answers were put into the form, perhaps about another child: what was chosen for one child must not be used for another.
  form.addEventListener("filled", () => {
    for (const control of controlsOf(choice)) {
      if (control instanceof HTMLInputElement && control.type === "checkbox") control.checked = false;
      else control.value = "";
    }
    clearFaults(choice);
    showMessage("");
  });
  preview.addEventListener("click", async () => {
    if (isBusy) return;
    isBusy = true;
    await previewCopy().finally(() => (isBusy = false));
  });
  requireElement("#reduced-print").addEventListener("click", () => window.print());
  requireElement("#reduced-see").addEventListener("click", () => {
    const item = itemsOf(form).find(({ dataset }) => dataset.item === logList);
    if (item) goTo(item, `answers.${logList}[${listOf(item).count - 1}]`);
  });
  requireElement("#reduced-back").addEventListener("click", () => {
    report.endCopy();
    preview.focus();
  });

  async function previewCopy() {
    clearFaults(choice);
    showMessage("");
    const { changes } = report;
    const request = requestIn(choice);
    try {
      const result = await ask("reduce", { answers: assessment.envelope(), ...request, today: today() });
      if (changes !== report.changes) showMessage(NOT_SHOWN);
      else if (result.problems.length) showFaults(choice, result.problems);
      else showPreview(request.recipient, result);
    } catch (fault) {
      showMessage(reasonOf(fault));
      if (!(fault instanceof RefusedError || fault instanceof ScorerError)) throw fault;
    }
  }

  /** @param {string} recipient @param {Reduced} result */
  function showPreview(recipient, { html, list, entry }) {
    let isLogged = false;
    report.endCopy();
    const isShown = report.showCopy(html, {
      onPrinted() {
        if (isLogged) return;
        isLogged = true;
        logList = list;
        report.log(() => assessment.addEntry(list, entry));
        recorded.hidden = false;
        announceEvent(recorded.querySelector("p")?.textContent ?? "");
      },
      onEnd(isOutdated) {
        banner.hidden = true;
        heading.hidden = false;
        if (isOutdated) showMessage(CHANGED);
      },
    });
    if (!isShown) throw new Error("the reply has no article");
    requireElement("[data-reduced-for]").textContent = recipient.trim();
    recorded.hidden = true;
    heading.hidden = true;
    banner.hidden = false;
    banner.scrollIntoView();
    banner.focus({ preventScroll: true });
  }

  /** @param {string} message */
  function showMessage(message) {
    messageElement.textContent = message;
    messageElement.hidden = !message;
    if (message) announceEvent(message);
  }
}

/** @param {unknown} fault */
function reasonOf(fault) {
  if (fault instanceof RefusedError) return fault.code === "too-large" ? TOO_LARGE : UNREADABLE;
  return fault instanceof ScorerError ? STOPPED : FAILED;
}

/**
 * @param {HTMLElement} choice
 * @returns {CopyRequest}
 */
function requestIn(choice) {
  const [recipient, reason] = ["recipient", "reason"].map((name) => controlsOf(fieldOf(choice, name))[0].value);
  const boxes = /** @type {HTMLInputElement[]} */ (controlsOf(fieldOf(choice, "parts")));
  return { recipient, reason, parts: boxes.filter(({ checked }) => checked).map(({ value }) => value) };
}
