/**
 * Compare dialog: shows how a second file of the same assessment differs from the form, and takes the answers that a person chooses.
 * The form is not changed before “Use these answers”. The answers leave the page as soon as the person closes the dialog.
 */
import { requireElement, setText } from "../ui/dom.mjs";
import { listItem } from "../ui/link-list.mjs";
import { RefusedError } from "../engine/worker-channel.mjs";
import { chosen, differenceView } from "./difference-view.mjs";
import { showNotices } from "./opened-banner.mjs";

/**
 * @typedef {object} Comparison
 * @property {import("../form/answers/assessment.mjs").Envelope} answers The form when it was compared.
 * @property {import("../types/operations.js").Opened} found The file.
 * @property {import("../types/operations.js").Compared} compared
 */

const NO_ENGINE = "The answers could not be combined, because the scoring program has stopped. The form is unchanged.";

/** Asks which answers to use. */
export class CompareDialog {
  #tools;
  #banner;
  /** @type {Comparison | undefined} */
  #comparison;

  /**
   * @param {Pick<import("./open-dialog.mjs").Tools, "assessment" | "ask">} tools
   * @param {import("./opened-banner.mjs").OpenedBanner} banner
   */
  constructor(tools, banner) {
    this.#tools = tools;
    this.#banner = banner;
    list().addEventListener("change", () => this.#count());
    button().addEventListener("click", () => this.#use());
    requireElement("#compare-cancel").addEventListener("click", () => dialog().close());
    dialog().addEventListener("close", () => {
      // Hiding the form closes the dialog too, and showing the form opens it again with its choices.
      if (!dialog().open && !("paused" in dialog().dataset)) this.#forget();
    });
  }

  /**
   * Shows the differences.
   * @param {Comparison} comparison
   */
  show(comparison) {
    this.#comparison = comparison;
    const { answers, found, compared } = comparison;
    const { differences, notes, given_by: giver } = compared;
    const file = giver ? `In the file (${giver})` : "In the file";
    showNotices("[data-compare-notices]", found.notices);
    requireElement("[data-compare-notes]").replaceChildren(...notes.map((note) => listItem(note)));
    requireElement("[data-compare-how]").hidden = differences.length === 0;
    list().replaceChildren(...differences.map((each, index) => differenceView(each, index, file)));
    // If only the file has an earlier assessment, the person can take it over even if no answer differs.
    const hasMore = (found.envelope.earlier?.length ?? 0) > (answers.earlier?.length ?? 0);
    button().hidden = differences.length === 0 && !hasMore;
    this.#count();
    dialog().showModal();
    requireElement("#compare-heading").focus();
  }

  /** Shows how many choices are missing. The button is disabled until there are none. */
  #count() {
    const all = this.#comparison?.compared.differences.length ?? 0;
    const missing = all - Object.keys(chosen(list())).length;
    button().disabled = missing > 0;
    const rest = missing
      ? `${missing} still ${missing === 1 ? "needs" : "need"} a choice.`
      : "An answer is chosen for each difference.";
    const summary = all
      ? `${all} ${all === 1 ? "answer differs" : "answers differ"}. ${rest}`
      : "There are no differences.";
    setText(requireElement("[data-compare-left]"), summary);
  }

  async #use() {
    const comparison = this.#comparison;
    if (!comparison) return;
    const { answers, found } = comparison;
    const choices = chosen(list());
    this.#complain("");
    try {
      const { envelope } = await this.#tools.ask("merge", { answers, other: found.envelope, choices });
      if (comparison !== this.#comparison) return;
      dialog().close();
      this.#tools.assessment.put(envelope);
      this.#banner.showMerged(
        "The answers that you chose are in the form. Save the form to a file.",
        found.notices,
        answers,
      );
    } catch (fault) {
      if (comparison === this.#comparison) this.#complain(fault instanceof RefusedError ? fault.message : NO_ENGINE);
    }
  }

  /** @param {string} message */
  #complain(message) {
    const messageElement = requireElement("[data-compare-wrong]");
    messageElement.textContent = message;
    messageElement.hidden = !message;
  }

  #forget() {
    this.#comparison = undefined;
    list().replaceChildren();
    requireElement("[data-compare-notes]").replaceChildren();
    showNotices("[data-compare-notices]", []);
    this.#complain("");
  }
}

const dialog = () => /** @type {HTMLDialogElement} */ (requireElement("#compare-dialog"));
const list = () => requireElement("[data-compare-list]");
const button = () => /** @type {HTMLButtonElement} */ (requireElement("#compare-use"));
