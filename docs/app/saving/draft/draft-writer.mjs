/** Draft writer: encrypts the answers and has them stored after a pause in typing, and at once when the page may be closed next. */
import { coalesce } from "../../lib/coalesce.mjs";
import { requireElement } from "../../ui/dom.mjs";

// Debounce, in ms: the draft is written after a pause in typing, or at the latest after the second time.
const PAUSE = 1500;
const LONGEST_WAIT = 4000;

/**
 * @typedef {object} Tools
 * @property {import("../../form/answers/assessment.mjs").Assessment} assessment
 * @property {import("../passphrase-dialog.mjs").Encryption} encryption
 * @property {(text: string, from?: string) => Promise<string[]>} store Stores encrypted text, and returns the texts of all versions.
 *   `from`: see withVersion in draft-lifetime.mjs.
 * @property {(written: string, isCurrent: () => boolean) => void} onWritten Called with what was written. `isCurrent` tells whether
 *   the draft has been neither deleted nor written again in the meantime.
 * @property {() => void} onFailed Called when the draft could not be written.
 */

/**
 * @typedef {object} Opened
 * @property {string} text Encrypted.
 * @property {string} answers The answers in the form right after they were opened, as JSON.
 */

/** Writes the answers of the form, as long as a draft is kept. */
export class DraftWriter {
  #tools;
  /** Not empty while a draft is kept. */
  #passphrase = "";
  #written = "";
  /** @type {Map<string, string>} The encrypted text of answers, so that the same answers never become another version. */
  #texts = new Map();
  /** @type {string | undefined} For the first version only: the encrypted text that the answers come from, or an empty string. */
  #from;
  /** How often the answers had been replaced when they were last written or opened. */
  #replacements = 0;
  #timer = 0;
  /** The time of the oldest change that is not written yet (`performance.now()`), or 0. */
  #waitingSince = 0;
  #writtenAt = 0;
  #write = coalesce(() => this.#writeNow());

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
    // Text waits for a pause. A choice, or text that the person has finished, is written at once.
    requireElement("#assessment").addEventListener("change", () => this.#write());
    // The browser may close or freeze the page next. These are the last events that the page receives.
    document.addEventListener("visibilitychange", () => document.hidden && this.#write());
    addEventListener("pagehide", () => this.#write());
  }

  /** Whether a draft is kept. */
  get isKeeping() {
    return Boolean(this.#passphrase);
  }

  /** The time since the last version, in ms, by the page's own clock. */
  get age() {
    return performance.now() - this.#writtenAt;
  }

  /** The encrypted text that holds the answers last written or opened. */
  get text() {
    return this.#texts.get(this.#written);
  }

  /**
   * Starts to keep a draft. Writes its first version, unless the draft that was opened holds these answers already.
   * @param {string} passphrase
   * @param {Opened} [opened] The version that was opened, if the draft still holds it.
   */
  async start(passphrase, opened) {
    this.#passphrase = passphrase;
    this.#written = opened?.answers ?? "";
    this.#texts = new Map(opened && [[opened.answers, opened.text]]);
    this.#from = opened?.text ?? "";
    this.#replacements = this.#tools.assessment.replacements;
    this.#writtenAt = performance.now();
    await this.#write();
  }

  /** Schedules a write. Must be called after each change of the answers. */
  changed() {
    if (!this.#passphrase) return;
    const now = performance.now();
    this.#waitingSince ||= now;
    const timeLeft = LONGEST_WAIT - (now - this.#waitingSince);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#write(), Math.max(0, Math.min(PAUSE, timeLeft)));
  }

  stop() {
    clearTimeout(this.#timer);
    this.#passphrase = this.#written = "";
    this.#texts.clear();
    this.#waitingSince = 0;
  }

  async #writeNow() {
    clearTimeout(this.#timer);
    this.#waitingSince = 0;
    const { assessment, encryption, store, onWritten, onFailed } = this.#tools;
    const passphrase = this.#passphrase;
    if (!passphrase) return;
    const now = JSON.stringify(assessment.envelope());
    if (now === this.#written) return;
    try {
      const { replacements } = assessment;
      const text = this.#texts.get(now) ?? (await encryption.encrypt(now, passphrase));
      // The draft was deleted or started again in the meantime.
      if (this.#passphrase !== passphrase) return;
      // Answers that replaced these, such as those of a file, come from no version.
      const stored = await store(text, replacements === this.#replacements ? this.#from : "");
      this.#from = undefined;
      this.#replacements = replacements;
      this.#texts.set(now, text);
      for (const [answers, each] of this.#texts) if (!stored.includes(each)) this.#texts.delete(answers);
      this.#written = now;
      this.#writtenAt = performance.now();
    } catch {
      onFailed();
      return;
    }
    onWritten(now, () => this.#passphrase === passphrase && this.#written === now);
  }
}
