/** Sets up the parts around the questions: list of sections, chart, help, the choices at the top, and the messages in the bar. */
import { requireElement } from "../../ui/dom.mjs";
import { followFactors } from "./factor-chart.mjs";
import { followHelp } from "./question-help.mjs";
import { followSections, goToHeading } from "./section-list.mjs";

/**
 * Sets everything up that reads the page alone, without the engine.
 * @param {HTMLFormElement} form
 */
export function setUpSurroundings(form) {
  followSections(form);
  followFactors(form);
  followHelp(form);
  offerPractice();
  closeNews(form);
  requireElement('a[href="#this-page"]').addEventListener("click", (event) => {
    event.preventDefault();
    goToHeading(form, "#this-page-heading");
  });
}

function offerPractice() {
  const dialog = /** @type {HTMLDialogElement} */ (requireElement("#practice-dialog"));
  requireElement("[data-practise]").addEventListener("click", () => dialog.showModal());
  requireElement("#practice-cancel").addEventListener("click", () => dialog.close());
  // The next dialog says what the case holds.
  for (const button of dialog.querySelectorAll("[data-practice]"))
    button.addEventListener("click", () => dialog.close());
}

/** @param {HTMLFormElement} form News of saving go when they are closed, and those of a finished save with the next change. */
function closeNews(form) {
  const [saved, draft] = ["[data-save-news]", "[data-draft-news]"].map(requireElement);
  requireElement("[data-news-close]").addEventListener("click", () => {
    saved.hidden = draft.hidden = true;
    requireElement(".cse-bar [data-save]").focus();
  });
  form.addEventListener("input", () => (saved.hidden = true));
}
