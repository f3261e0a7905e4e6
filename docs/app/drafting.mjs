/**
 * Keeps a locked draft in this browser while somebody works, if they ask for it: for a tab that is closed by mistake, a crash,
 * a computer that is switched off. A file is still what an assessment is saved in.
 */
import { readDraft, wipeDraft, writeDraft } from "./draft.mjs";
import { latest } from "./latest.mjs";
import { announce, part } from "./page.mjs";

// Long enough that typing is not slowed by locking it all the time.
const AFTER_A_CHANGE = 4000;
const MINUTE = 60_000;
// Held by the one tab that keeps the draft: two would overwrite each other.
const LOCK = "hillingdon-cse-draft";

/**
 * @typedef {object} Tools
 * @property {import("./assessment.mjs").Assessment} assessment
 * @property {import("./words.mjs").Vault} vault
 * @property {import("./words.mjs").Words} words
 * @property {(draft: string, onOpened: (words: string) => void) => void} open Asks for the words, and puts it into the form.
 */

export class Drafting {
  #tools;
  /** The words that lock it: set while a draft is kept. */
  #phrase = "";
  #written = "";
  /** @type {import("./draft.mjs").Draft | undefined} */
  #draft;
  #timer = 0;
  #letGo = () => {};
  #write = latest(() => this.#writeNow());

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
    part("#draft-keep").addEventListener("click", () => this.#offer());
    part("#draft-open").addEventListener("click", () => this.#open());
    for (const button of document.querySelectorAll("[data-draft-wipe]")) button.addEventListener("click", () => this.#wipe());
    document.addEventListener("visibilitychange", () => document.hidden && this.#write());
    setInterval(() => this.#look(), MINUTE);
    this.#find();
  }

  /** To be called after each change of the answers. */
  changed() {
    if (!this.#phrase) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#write(), AFTER_A_CHANGE);
  }

  /** Ends it for good, without a word: the form is cleared. */
  async end() {
    this.#stop();
    // Another tab that is just reading it may hold it up, and the form is to be cleared all the same.
    const impatient = new Promise((resolve) => setTimeout(resolve, 1000));
    await Promise.race([wipeDraft().catch(() => {}), impatient]);
  }

  async #find() {
    try {
      this.#draft = await readDraft();
    } catch {
      // A browser that lets pages keep nothing; that is said when somebody asks for a draft.
    }
    this.#show();
  }

  async #offer() {
    if (this.#draft) return this.#say("There is a draft on this computer already. Open it or wipe it first.");
    this.#tools.words.ask("draft", (words) => this.#start(words));
  }

  #open() {
    if (this.#draft) this.#tools.open(this.#draft.text, (words) => this.#start(words));
  }

  /** @param {string} words */
  async #start(words) {
    if (!(await this.#isOnlyTab())) return this.#say("Another tab of this browser keeps a draft. There can be only one: wipe it there first.");
    this.#phrase = words;
    this.#written = "";
    await this.#write();
  }

  /** @returns {Promise<boolean>} Whether the draft is this tab's from now on, until it is closed. */
  #isOnlyTab() {
    this.#letGo();
    return new Promise((resolve) => {
      navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock && new Promise((done) => (this.#letGo = () => done(undefined)));
      });
    });
  }

  async #writeNow() {
    clearTimeout(this.#timer);
    const { assessment, vault } = this.#tools;
    const now = JSON.stringify(assessment.envelope());
    const words = this.#phrase;
    if (!words || now === this.#written) return;
    try {
      const text = await vault.lock(now, words);
      // Wiped or begun anew meanwhile.
      if (this.#phrase !== words) return;
      this.#draft = await writeDraft(text);
      this.#written = now;
      this.#show();
    } catch {
      this.#stop();
      this.#say("This browser does not keep the draft: it may be out of room, or not allowed to. Save to a file instead.");
    }
  }

  async #wipe() {
    this.#stop();
    try {
      await wipeDraft();
      this.#draft = undefined;
      this.#show();
      this.#say("The draft is wiped from this computer. What is in the form stays until you close this tab.");
    } catch {
      this.#say("The draft could not be wiped. Close all other tabs of this site and try again.");
    }
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#phrase = this.#written = "";
    this.#letGo();
    this.#letGo = () => {};
  }

  /** Its time may be over, in a tab that stays open for a day as well. */
  async #look() {
    if (!this.#draft) return;
    this.#draft = await readDraft().catch(() => this.#draft);
    if (!this.#draft) this.#stop();
    this.#show();
  }

  #show() {
    const isKept = Boolean(this.#phrase);
    part("#draft-found").hidden = !this.#draft || isKept;
    part("[data-draft-kept]").hidden = !this.#draft || !isKept;
    part("#draft-keep").hidden = isKept;
    for (const place of document.querySelectorAll("[data-draft-life]")) {
      place.textContent = this.#draft ? lifeOf(this.#draft.until) : "";
    }
  }

  /** @param {string} words */
  #say(words) {
    this.#show();
    const place = part("[data-draft-news]");
    place.textContent = words;
    place.hidden = false;
    announce(words);
  }
}

/** @param {number} until */
function lifeOf(until) {
  const left = until - Date.now();
  const hours = Math.floor(left / 60 / MINUTE);
  const minutes = Math.max(1, Math.ceil(left / MINUTE));
  return hours >= 1 ? (hours === 1 ? "1 hour" : `${hours} hours`) : minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
