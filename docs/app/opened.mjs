/** Says that an assessment was opened and what of it was left out, and brings back what was in the form before. */
import { listItem } from "./lists.mjs";
import { announce, part } from "./page.mjs";

/**
 * @typedef {import("./assessment.mjs").Envelope} Envelope
 * @typedef {{ message: string }} Notice
 */

export class OpenedBanner {
  #assessment;
  #review;
  /** @type {{ envelope: Envelope, due: Notice[] } | undefined} */
  #before;
  /** @type {Notice[]} What is to be looked at in what is in the form now: put aside, it is still to be looked at. */
  #due = [];

  /**
   * @param {import("./assessment.mjs").Assessment} assessment
   * @param {(isDue: boolean) => void} review Whether somebody has to look at what was left out before there is a score.
   */
  constructor(assessment, review) {
    this.#assessment = assessment;
    this.#review = review;
    part("#put-back").addEventListener("click", () => this.#putBack());
    part("#notices-seen").addEventListener("click", () => this.#seen());
  }

  /**
   * @param {string} words
   * @param {{ message: string }[]} notices
   * @param {Envelope} [before] What it has taken the place of, if that was anything.
   */
  show(words, notices, before) {
    this.#before = before && { envelope: before, due: this.#due };
    this.#due = notices;
    part("[data-opened-what]").textContent = words;
    showNotices("[data-opened-notices]", notices);
    part("#put-back").hidden = !before;
    part("#notices-seen").hidden = notices.length === 0;
    part("[data-save-news]").hidden = true; // it was about the answers before
    this.#review(notices.length > 0);
    part("#opened").hidden = false;
    part("#opened").focus();
  }

  #seen() {
    this.#due = [];
    this.#review(false);
    part("#notices-seen").hidden = true;
    announce("Scores are worked out again.");
    part("#opened").focus();
  }

  /** The two change places, so that this can be undone as well. */
  #putBack() {
    if (!this.#before) return;
    const now = this.#assessment.envelope();
    const { envelope, due } = this.#before;
    this.#assessment.put(envelope);
    this.show("What was in the form before is back, and the other assessment is put aside.", due, now);
  }
}

/**
 * @param {string} selector
 * @param {{ message: string }[]} notices
 */
export function showNotices(selector, notices) {
  const place = part(selector);
  place.replaceChildren(...notices.map(({ message }) => listItem(message)));
  /** @type {HTMLElement} */ (place.closest("[data-notices-block]")).hidden = notices.length === 0;
}
