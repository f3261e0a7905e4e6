/**
 * Draft keeper: keeps an encrypted draft in this browser, if the person asks for it, in case the tab is closed by mistake, the browser
 * crashes or the computer is switched off. A draft does not replace the saved file.
 */
import { announceEvent, replaceFocus, requireElement } from "../../ui/dom.mjs";
import { coalesce } from "../../lib/coalesce.mjs";
import { wouldBeLost } from "../check-reopens.mjs";
import { DraftOffer } from "./draft-offer.mjs";
import { LIFE, withVersion } from "./draft-lifetime.mjs";
import { deleteDraft, readDraft, writeDraft } from "./draft-store.mjs";
import { requestLock } from "../storage.mjs";

// Debounce, in ms: the draft is written after a pause in typing, or at the latest after the second time.
const PAUSE = 1500;
const LONGEST_WAIT = 4000;
const MINUTE = 60_000;
// The tab that keeps the draft holds this Web Lock, because two tabs would overwrite each other's draft.
const LOCK = "hillingdon-cse-draft";

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

/** Writes, offers and deletes the draft. */
export class DraftKeeper {
  #tools;
  #offer;
  /** Not empty while a draft is kept. */
  #passphrase = "";
  #written = "";
  #isNew = true;
  /** Whether the person has not heard yet that the draft is kept. */
  #isToAnnounce = false;
  /** @type {Draft | undefined} */
  #draft;
  #timer = 0;
  /** When the oldest change was made that is not written yet (`performance.now()`), or 0. */
  #waitingSince = 0;
  #writtenAt = 0;
  #release = () => {};
  #write = coalesce(() => this.#writeNow());

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
    this.#offer = new DraftOffer({
      open: (text) => tools.open(text, (passphrase) => this.#start(passphrase, true)),
      delete: () => this.#delete(),
    });
    requireElement("#draft-keep").addEventListener("click", () => this.#ask());
    // Text waits for a pause. A choice, or text that the person has finished, is written at once.
    requireElement("#assessment").addEventListener("change", () => this.#write());
    // The browser may close or freeze the page next. These are the last events that the page receives.
    document.addEventListener("visibilitychange", () => document.hidden && this.#write());
    addEventListener("pagehide", () => this.#write());
    setInterval(() => this.#look(), MINUTE);
    this.#find();
  }

  /** Schedules a write. Must be called after each change of the answers. */
  changed() {
    if (!this.#passphrase) return;
    const now = performance.now();
    this.#waitingSince ||= now;
    const left = LONGEST_WAIT - (now - this.#waitingSince);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#write(), Math.max(0, Math.min(PAUSE, left)));
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
    if (!(await this.#isOnlyTab())) {
      return this.#say("You are keeping a draft in another tab. Delete that draft before you start another.");
    }
    const stored = await readDraft().catch(() => undefined);
    if (stored && !isOpened) {
      this.#release();
      this.#draft = stored;
      return this.#say("There is already a draft on this computer. Open it or delete it first.");
    }
    this.#draft = stored;
    this.#passphrase = passphrase;
    this.#written = "";
    this.#isNew = true;
    // An opened draft is announced by its banner.
    this.#isToAnnounce = !isOpened;
    await this.#write();
  }

  /**
   * Requests the Web Lock, which this tab then holds until it stops keeping the draft.
   * @returns {Promise<boolean>} Whether this tab has it.
   */
  #isOnlyTab() {
    this.#release();
    return new Promise((resolve) => {
      requestLock(LOCK, { ifAvailable: true }, (/** @type {Lock | null} */ lock) => {
        resolve(lock !== null);
        return lock && new Promise((done) => (this.#release = () => done(undefined)));
      });
    });
  }

  async #writeNow() {
    clearTimeout(this.#timer);
    this.#waitingSince = 0;
    const { assessment, encryption } = this.#tools;
    const passphrase = this.#passphrase;
    if (!passphrase) return;
    const now = JSON.stringify(assessment.envelope());
    if (now === this.#written) return;
    try {
      const text = await encryption.encrypt(now, passphrase);
      // The draft was deleted or started again in the meantime.
      if (this.#passphrase !== passphrase) return;
      this.#draft = await writeDraft(withVersion(this.#draft, text, Date.now(), this.#isNew));
      this.#isNew = false;
      this.#written = now;
      this.#writtenAt = performance.now();
    } catch {
      this.#stop();
      return this.#say(
        "The draft could not be kept. The browser may be out of space, or may not allow it. Save to a file instead.",
      );
    }
    // Not awaited: an engine that answers late must not hold up the next version.
    this.#confirm(now, passphrase);
  }

  /**
   * Shows that the draft is kept, or what of it would not come back.
   * @param {string} now What was written.
   * @param {string} passphrase
   */
  async #confirm(now, passphrase) {
    const lost = await wouldBeLost(this.#tools.ask, now);
    // Deleted, or written again in the meantime.
    if (this.#passphrase !== passphrase || this.#written !== now) return;
    if (lost)
      this.#say(`The draft contains your answers, but not all of them will come back when you open it: ${lost}`);
    else this.#unsay();
    if (!this.#isToAnnounce) return;
    this.#isToAnnounce = false;
    // The button that started the draft is hidden now.
    const hasFocus = replaceFocus(requireElement(lost ? "[data-draft-news]" : "[data-draft-kept]"));
    if (!hasFocus && !lost) announceEvent("A draft is now kept on this computer.");
  }

  async #delete() {
    if (!this.#passphrase && !(await this.#isOnlyTab())) {
      return this.#say("Another tab is keeping this draft. Delete it there.");
    }
    this.#stop();
    try {
      await deleteDraft();
      this.#draft = undefined;
      this.#say(
        "The draft has been deleted from this computer. Your answers stay in the form until you close this tab.",
      );
      // The button that was pressed is hidden now.
      replaceFocus(requireElement("[data-draft-news]"));
    } catch {
      this.#say("The draft could not be deleted. Close all other tabs of this site and try again.");
    }
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#passphrase = this.#written = "";
    this.#waitingSince = 0;
    this.#release();
    this.#release = () => {};
  }

  /** Checks the lifetime once a minute. A kept draft is timed by the page's own clock; an offered one may expire. */
  async #look() {
    if (!this.#draft) return;
    if (this.#passphrase) {
      const left = LIFE - (performance.now() - this.#writtenAt);
      if (left > 0) return this.#show();
      this.#stop();
      this.#say(
        "The draft is no longer kept, because nothing has changed for 24 hours. Save to a file, or keep a new draft.",
      );
    }
    const draft = await readDraft().catch(() => this.#draft);
    // Opened in the meantime: its new version must not be replaced.
    if (this.#passphrase) return;
    if (draft && draft.until <= Date.now() && !document.hidden) {
      this.#draft = await writeDraft({ ...draft, offered: draft.offered + MINUTE }).catch(() => draft);
    } else this.#draft = draft;
    this.#show();
  }

  #show() {
    const isKept = Boolean(this.#passphrase);
    this.#offer.show(this.#draft, isKept);
    requireElement("#draft-keep").hidden = isKept;
    const written = this.#draft?.versions[0].written;
    this.#tools.onKept(isKept && written ? timeOf(written) : "");
  }

  /** @param {string} words */
  #say(words) {
    this.#show();
    const place = requireElement("[data-draft-news]");
    place.textContent = words;
    place.hidden = false;
    announceEvent(words);
  }

  /** Hides a message about an incomplete draft. */
  #unsay() {
    requireElement("[data-draft-news]").hidden = true;
    this.#show();
  }
}

/** @param {number} moment In ms since 1970. */
const timeOf = (moment) => new Date(moment).toLocaleTimeString("en-GB", { timeStyle: "short" });
