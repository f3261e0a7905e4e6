/**
 * Draft keeper: keeps an encrypted draft in this browser, if the person asks for it, in case the tab is closed by mistake, the browser
 * crashes or the computer is switched off. A draft does not replace the saved file.
 */
import { requireElement } from "../../ui/dom.mjs";
import { wouldBeLost } from "../check-reopens.mjs";
import { DraftDisplay } from "./draft-display.mjs";
import { focusNews, NEWS } from "./draft-news.mjs";
import { LIFE, renewed, withVersion } from "./draft-lifetime.mjs";
import { deleteDraft, readDraft, writeDraft } from "./draft-store.mjs";
import { DraftTab } from "./draft-tab.mjs";
import { DraftWriter } from "./draft-writer.mjs";

const MINUTE = 60_000;

/**
 * @typedef {import("./draft-lifetime.mjs").Draft} Draft
 * @typedef {import("./draft-lifetime.mjs").Version} Version
 * @typedef {object} Tools
 * @property {import("../../form/answers/assessment.mjs").Assessment} assessment
 * @property {import("../passphrase-dialog.mjs").Encryption} encryption
 * @property {import("../passphrase-dialog.mjs").PassphraseDialog} dialog
 * @property {import("../../types/operations.js").Ask} ask Sends a request to the current engine.
 * @property {(version: Version, onOpened: (passphrase: string) => void) => void} open Asks for the passphrase and opens the version in the form.
 * @property {(time: string) => void} onKept Called with the time of the version that holds the answers, or with an empty string when no
 *   draft is kept.
 */

/** Starts, offers and deletes the draft. */
export class DraftKeeper {
  #tools;
  #display;
  #writer;
  #tab = new DraftTab();
  /** @type {Draft | undefined} */
  #draft;

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
    this.#display = new DraftDisplay(
      {
        open: (version) => tools.open(version, (passphrase) => this.#open(version.text, passphrase)),
        delete: () => this.#delete(),
      },
      () => ({ draft: this.#draft, isKept: this.#writer.isKeeping, text: this.#writer.text }),
      tools.onKept,
    );
    this.#writer = new DraftWriter({
      assessment: tools.assessment,
      encryption: tools.encryption,
      store: (text, from) => this.#store(text, from),
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
    this.#display.showFound();
  }

  async #ask() {
    // Another tab may have kept a draft since this one was opened.
    this.#draft = await readDraft().catch(() => undefined);
    if (this.#draft) return this.#display.say(NEWS.alreadyThere);
    this.#tools.dialog.ask("draft", (passphrase) => this.#start(passphrase));
  }

  /**
   * Continues the draft, right after one of its versions was put into the form.
   * @param {string} text Encrypted.
   * @param {string} passphrase
   */
  #open(text, passphrase) {
    // Read now: the person may type while the draft is read.
    return this.#start(passphrase, { text, answers: JSON.stringify(this.#tools.assessment.envelope()) });
  }

  /**
   * @param {string} passphrase
   * @param {import("./draft-writer.mjs").Opened} [opened] The version of the stored draft that it continues. Without one, a stored draft
   *   must not be replaced.
   */
  async #start(passphrase, opened) {
    if (!(await this.#tab.hold())) {
      return this.#display.say(NEWS.inOtherTab);
    }
    const stored = await readDraft().catch(() => undefined);
    if (stored && !opened) {
      this.#tab.release();
      this.#draft = stored;
      return this.#display.say(NEWS.alreadyThere);
    }
    this.#draft = stored;
    this.#display.expect(!opened);
    // Another tab may have deleted or replaced the version in the meantime. Then it is written again.
    if (!opened || !stored?.versions.some(({ text }) => text === opened.text)) return this.#writer.start(passphrase);
    try {
      this.#draft = await writeDraft(renewed(stored, Date.now()));
    } catch {
      return this.#failed();
    }
    await this.#writer.start(passphrase, opened);
    this.#display.show();
  }

  /**
   * @param {string} text Encrypted.
   * @param {string} [from]
   */
  async #store(text, from) {
    this.#draft = await writeDraft(withVersion(this.#draft, text, Date.now(), from));
    return this.#draft.versions.map((version) => version.text);
  }

  #failed() {
    this.#stop();
    this.#display.say(NEWS.notKept);
  }

  /**
   * Checks that the draft will open. Not awaited, because a slow engine must not delay the next version.
   * @param {string} written
   * @param {() => boolean} isCurrent
   */
  async #confirm(written, isCurrent) {
    this.#display.confirm(await wouldBeLost(this.#tools.ask, written), isCurrent);
  }

  async #delete() {
    if (!this.#writer.isKeeping && !(await this.#tab.hold())) {
      return this.#display.say(NEWS.keptElsewhere);
    }
    this.#stop();
    try {
      await deleteDraft();
      this.#draft = undefined;
      this.#display.say(NEWS.deleted);
      focusNews();
    } catch {
      this.#display.say(NEWS.notDeleted);
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
      if (this.#writer.age < LIFE) return this.#display.show();
      this.#stop();
      this.#display.say(NEWS.stopped);
    }
    const draft = await readDraft().catch(() => this.#draft);
    // Opened in the meantime: its new version must not be replaced.
    if (this.#writer.isKeeping) return;
    if (draft && draft.until <= Date.now() && !document.hidden) {
      this.#draft = await writeDraft({ ...draft, offered: draft.offered + MINUTE }).catch(() => draft);
    } else this.#draft = draft;
    this.#display.show();
  }
}
