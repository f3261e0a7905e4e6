/** Draft display: offers a stored draft, shows that a draft is kept, and tells the person what has happened to it. */
import { requireElement } from "../../ui/dom.mjs";
import { Presses } from "../../ui/presses.mjs";
import { hideNews, NEWS, showNews, tellKept } from "./draft-news.mjs";
import { DraftOffer } from "./draft-offer.mjs";

/**
 * @typedef {object} Shown What there is to show.
 * @property {import("./draft-lifetime.mjs").Draft} [draft] The stored draft.
 * @property {boolean} isKept Whether this tab keeps it.
 * @property {string} [text] The encrypted text of the version that holds the answers of the form.
 */

/** The parts of the page about the draft. */
export class DraftDisplay {
  #offer;
  #shown;
  #onKept;
  #presses = new Presses();
  /** Whether the message that a draft is kept has not been shown yet. */
  #isToAnnounce = false;

  /**
   * @param {import("./draft-offer.mjs").Actions} actions
   * @param {() => Shown} shown
   * @param {(time: string) => void} onKept See draft-keeper.mjs.
   */
  constructor(actions, shown, onKept) {
    this.#offer = new DraftOffer(actions);
    this.#shown = shown;
    this.#onKept = onKept;
  }

  /** Shows the draft as it is now. */
  show() {
    const { draft, isKept, text } = this.#shown();
    this.#offer.show(draft, isKept);
    requireElement("#draft-keep").hidden = isKept;
    const versions = draft?.versions ?? [];
    // Not always the newest: an older version may have been opened.
    const version = versions.find((each) => each.text === text) ?? versions[0];
    this.#onKept(isKept && version ? timeOf(version.written) : "");
  }

  /** Shows the draft that was found when the page was opened. */
  showFound() {
    this.show();
    if (this.#shown().draft) this.#offer.bringIntoView();
  }

  /** @param {string} message */
  say(message) {
    this.show();
    showNews(message);
  }

  /**
   * Prepares for a draft that this tab starts to keep.
   * @param {boolean} isNew An opened draft is announced by its banner instead.
   */
  expect(isNew) {
    this.#isToAnnounce = isNew;
  }

  /**
   * Shows that the draft is kept, or which answers would be lost when it is opened.
   * @param {string} lost
   * @param {() => boolean} isCurrent Whether the draft is still the one that was checked.
   */
  confirm(lost, isCurrent) {
    // The message moves the form down, so a button that is being pressed would move away and not be clicked.
    this.#presses.after(() => isCurrent() && this.#tell(lost));
  }

  /**
   * Shows the message and moves the focus to it in one task.
   * @param {string} lost
   */
  #tell(lost) {
    if (lost) this.say(NEWS.incomplete(lost));
    else {
      hideNews();
      this.show();
    }
    if (!this.#isToAnnounce) return;
    this.#isToAnnounce = false;
    tellKept(!lost);
  }
}

/** @param {number} moment In ms since 1970. */
const timeOf = (moment) => new Date(moment).toLocaleTimeString("en-GB", { timeStyle: "short" });
