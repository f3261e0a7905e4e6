/** Banner after opening or merging: says what was done and what was left out, and restores the previous answers on request. */
import { listItem } from "../ui/link-list.mjs";
import { announceEvent, requireElement } from "../ui/dom.mjs";

/**
 * @typedef {import("../form/answers/assessment.mjs").Envelope} Envelope
 * @typedef {{ message: string }} Notice
 */

const RESTORE = "Restore the previous answers";
const SWITCH = "Switch back";

/** Shows the banner, and switches between the opened and the previous answers. */
export class OpenedBanner {
  #assessment;
  #review;
  /** @type {{ envelope: Envelope, due: Notice[] } | undefined} */
  #before;
  /** @type {Notice[]} What has to be checked in the current answers. It stays due when they are put aside. */
  #due = [];
  /** The answers right after a merge, as JSON. Empty once they have been changed: undoing would then undo the changes too. */
  #asMerged = "";

  /**
   * @param {import("../form/answers/assessment.mjs").Assessment} assessment
   * @param {(isDue: boolean) => void} review Called with whether the person has to check what was left out before there is a score.
   */
  constructor(assessment, review) {
    this.#assessment = assessment;
    this.#review = review;
    requireElement("#put-back").addEventListener("click", () => this.#putBack());
    requireElement("#notices-seen").addEventListener("click", () => this.#seen());
    requireElement("#assessment").addEventListener("input", () => this.#changed());
  }

  /**
   * Shows the banner.
   * @param {string} words
   * @param {{ message: string }[]} notices
   * @param {Envelope} [before] The replaced answers, if there were any.
   * @param {string} [title]
   */
  show(words, notices, before, title = "Opened") {
    this.#asMerged = "";
    requireElement("#opened-title").textContent = title;
    requireElement("#put-back").textContent = RESTORE;
    this.#before = before && { envelope: before, due: this.#due };
    this.#due = notices;
    requireElement("[data-opened-what]").textContent = words;
    showNotices("[data-opened-notices]", notices);
    requireElement("#put-back").hidden = !before;
    requireElement("#notices-seen").hidden = notices.length === 0;
    requireElement("[data-save-news]").hidden = true; // it was about the previous answers
    this.#review(notices.length > 0);
    requireElement("#opened").hidden = false;
    requireElement("#opened").focus();
  }

  /**
   * Shows the banner after answers of a file were merged into the form. Answers that had to be checked before the merge must
   * still be checked.
   * @param {string} words
   * @param {{ message: string }[]} notices
   * @param {Envelope} before
   */
  showMerged(words, notices, before) {
    this.show(words, [...this.#due, ...notices], before, "Compared");
    this.#asMerged = JSON.stringify(this.#assessment.envelope());
    requireElement("#put-back").textContent = "Undo";
  }

  /** After a change, the button's text says that it undoes the change too. */
  #changed() {
    if (!this.#asMerged || JSON.stringify(this.#assessment.envelope()) === this.#asMerged) return;
    this.#asMerged = "";
    requireElement("#put-back").textContent = RESTORE;
  }

  #seen() {
    this.#due = [];
    this.#review(false);
    requireElement("#notices-seen").hidden = true;
    announceEvent("Scoring is on again.");
    requireElement("#opened").focus();
  }

  /** Swaps the previous and the current answers, so that this can be undone too. */
  #putBack() {
    if (!this.#before) return;
    const now = this.#assessment.envelope();
    const { envelope, due } = this.#before;
    this.#assessment.put(envelope);
    this.show(
      `Your previous answers have been restored. To go back to the other answers, press “${SWITCH}”.`,
      due,
      now,
    );
    // “Previous” would now mean the other answers.
    requireElement("#put-back").textContent = SWITCH;
  }
}

/**
 * Lists notices, or hides their block if there are none.
 * @param {string} selector
 * @param {{ message: string }[]} notices
 */
export function showNotices(selector, notices) {
  const list = requireElement(selector);
  list.replaceChildren(...notices.map(({ message }) => listItem(message)));
  /** @type {HTMLElement} */ (list.closest("[data-notices-block]")).hidden = notices.length === 0;
}
