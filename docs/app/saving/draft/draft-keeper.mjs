/**
 * Draft keeper: keeps an encrypted draft in this browser, if the person asks for it, in case the tab is closed by mistake, the browser
 * crashes or the computer is switched off. A draft does not replace the saved file.
 */
import { requireElement } from "../../ui/dom.mjs";
import { wouldBeLost } from "../check-reopens.mjs";
import { focusNews, hideNews, showNews, tellKept } from "./draft-news.mjs";
import { DraftOffer } from "./draft-offer.mjs";
import { LIFE, withVersion } from "./draft-lifetime.mjs";
import { deleteDraft, readDraft, writeDraft } from "./draft-store.mjs";
import { DraftTab } from "./draft-tab.mjs";
import { DraftWriter } from "./draft-writer.mjs";

const MINUTE = 60_000;

/**
 * @typedef {import("./draft-lifetime.mjs").Draft} Draft
 * @typedef {object} Tools
 * @property {import("../../form/answers/assessment.mjs").Assessment} assessment
 * @property {import("../passphrase-dialog.mjs").Encryption} encryption
 * @property {import("../passphrase-dialog.mjs").PassphraseDialog} dialog
 * @property {import("../../types/operations.js").Ask} ask Sends a request to the current engine.
 * @property {(draft: string, onOpened: (passphrase: string) => void) => void} open Asks for the passphrase and opens the draft in the form.
 * @property {(note: string) => void} onKept Called with the time of the last version, or with an empty string when no draft is kept.
 */

/** Starts, offers and deletes the draft. */
export class DraftKeeper {
  #tools;
  #offer;
  #writer;
  #tab = new DraftTab();
  /** Whether the message that a draft is kept has not been shown yet. */
  #isToAnnounce = false;
  /** @type {Draft | undefined} */
  #draft;

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
    this.#offer = new DraftOffer({
      open: (text) => tools.open(text, (passphrase) => this.#start(passphrase, true)),
      delete: () => this.#delete(),
    });
    this.#writer = new DraftWriter({
      assessment: tools.assessment,
      encryption: tools.encryption,
      store: (text, isNew) => this.#store(text, isNew),
      onWritten: (written, isCurrent) => this.#confirm(written, isCurrent),
      onFailed: () => this.#failed(),
    });
    requireElement("#draft-keep").addEventListener("click", () => this.#ask());
    setInterval(() => this.#look(), MINUTE);
    this.#find();
  }

  /** Schedules a write. Must be called after each change of the answers. */
  changed() {
    this.#writer.changed();
  }

  /** Deletes the draft without asking, because the form is being cleared. */
  async end() {
    this.#stop();
    // Another tab that is reading the draft can block its deletion. The form is cleared all the same.
    const impatient = new Promise((resolve) => setTimeout(resolve, 1000));
    await Promise.race([deleteDraft().catch(() => {}), impatient]);
  }

  async #find() {
    // If the browser blocks storage, the person is told when they ask for a draft.
    this.#draft = await readDraft().catch(() => undefined);
    this.#show();
    if (this.#draft) this.#offer.bringIntoView();
  }

  async #ask() {
    // Another tab may have kept a draft since this one was opened.
    this.#draft = await readDraft().catch(() => undefined);
    if (this.#draft) return this.#say("There is already a draft on this computer. Open it or delete it first.");
    this.#tools.dialog.ask("draft", (passphrase) => this.#start(passphrase));
  }

  /**
   * @param {string} passphrase
   * @param {boolean} [isOpened] Whether it continues the stored draft, which must not be replaced otherwise.
   */
  async #start(passphrase, isOpened = false) {
    if (!(await this.#tab.hold())) {
      return this.#say("You are keeping a draft in another tab. Delete that draft before you start another.");
    }
    const stored = await readDraft().catch(() => undefined);
    if (stored && !isOpened) {
      this.#tab.release();
      this.#draft = stored;
      return this.#say("There is already a draft on this computer. Open it or delete it first.");
    }
    this.#draft = stored;
    // An opened draft is announced by its banner.
    this.#isToAnnounce = !isOpened;
    await this.#writer.start(passphrase);
  }

  /**
   * @param {string} text Encrypted.
   * @param {boolean} isNew
   */
  async #store(text, isNew) {
    this.#draft = await writeDraft(withVersion(this.#draft, text, Date.now(), isNew));
  }

  #failed() {
    this.#stop();
    this.#say(
      "The draft could not be kept. The browser may be out of space, or may not allow it. Save to a file instead.",
    );
  }

  /**
   * Shows that the draft is kept, or which answers would be lost when it is opened. Not awaited, because a slow engine must not
   * delay the next version.
   * @param {string} written
   * @param {() => boolean} isCurrent
   */
  async #confirm(written, isCurrent) {
    const lost = await wouldBeLost(this.#tools.ask, written);
    if (!isCurrent()) return;
    if (lost)
      this.#say(
        `The draft is kept, but some of your answers will be lost when you open it. All of them are still in the form. When you open the draft, you will see this message: ${lost}`,
      );
    else {
      hideNews();
      this.#show();
    }
    if (!this.#isToAnnounce) return;
    this.#isToAnnounce = false;
    tellKept(!lost);
  }

  async #delete() {
    if (!this.#writer.isKeeping && !(await this.#tab.hold())) {
      return this.#say("Another tab is keeping this draft. Delete it there.");
    }
    this.#stop();
    try {
      await deleteDraft();
      this.#draft = undefined;
      this.#say(
        "The draft has been deleted from this computer. Your answers stay in the form until you close this tab.",
      );
      focusNews();
    } catch {
      this.#say("The draft could not be deleted. Close all other tabs of this site and try again.");
    }
  }

  #stop() {
    this.#writer.stop();
    this.#tab.release();
  }

  /** Checks the lifetime once a minute. A kept draft is timed by the page's own clock; an offered one may expire. */
  async #look() {
    if (!this.#draft) return;
    if (this.#writer.isKeeping) {
      if (this.#writer.age < LIFE) return this.#show();
      this.#stop();
      this.#say(
        "The form has stopped keeping the draft, because nothing has changed for 24 hours. It will delete the draft in about 10 minutes. Save to a file.",
      );
    }
    const draft = await readDraft().catch(() => this.#draft);
    // Opened in the meantime: its new version must not be replaced.
    if (this.#writer.isKeeping) return;
    if (draft && draft.until <= Date.now() && !document.hidden) {
      this.#draft = await writeDraft({ ...draft, offered: draft.offered + MINUTE }).catch(() => draft);
    } else this.#draft = draft;
    this.#show();
  }

  #show() {
    const isKept = this.#writer.isKeeping;
    this.#offer.show(this.#draft, isKept);
    requireElement("#draft-keep").hidden = isKept;
    const written = this.#draft?.versions[0].written;
    this.#tools.onKept(isKept && written ? timeOf(written) : "");
  }

  /** @param {string} words */
  #say(words) {
    this.#show();
    showNews(words);
  }
}

/** @param {number} moment In ms since 1970. */
const timeOf = (moment) => new Date(moment).toLocaleTimeString("en-GB", { timeStyle: "short" });
