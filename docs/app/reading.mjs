/** Reads saved assessments for the audit: each is unlocked, made nameless by Python, and forgotten. */
import { RefusedError } from "./questions.mjs";
import { textOf } from "./saved-file.mjs";

// Unlocking is what takes the time, and browsers do it beside the page on as many cores as there are.
const AT_ONCE = Math.max(1, Math.min(8, navigator.hardwareConcurrency || 2));
const NO_FILE = "is no saved assessment. Its name should end in .cse.";
const NOT_UNLOCKED = "could not be unlocked with any of the words, or is damaged.";
const TWICE = "holds the same assessment as another of the files, which is counted once.";

export class Reading {
  #files;
  #words;
  #vault;
  #ask;
  #isStopped = false;
  /** What was counted, by hash: the same assessment saved twice must not count as two. */
  #seen = new Set();
  /** @type {object[]} */
  rows = [];
  /** @type {string[]} Each names the file. */
  refusals = [];
  done = 0;

  /**
   * @param {File[]} files
   * @param {string[]} words
   * @param {import("./words.mjs").Vault} vault
   * @param {import("./scorer.mjs").Scorer["ask"]} ask
   */
  constructor(files, words, vault, ask) {
    this.#files = files;
    this.#words = words;
    this.#vault = vault;
    this.#ask = ask;
  }

  get count() {
    return this.#files.length;
  }

  /** Ends it after the files that are being read; what was read is kept. */
  stop() {
    this.#isStopped = true;
  }

  /** @param {(reading: Reading) => void} onProgress */
  async run(onProgress) {
    const waiting = [...this.#files];
    onProgress(this);
    const next = async () => {
      for (let file = waiting.shift(); file && !this.#isStopped; file = waiting.shift()) {
        const wrong = await this.#read(file);
        if (wrong) this.refusals.push(`${file.name} ${wrong}`);
        this.done += 1;
        onProgress(this);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    const left = this.count - this.done;
    if (left) this.refusals.push(`${left === 1 ? "1 file was" : `${left} files were`} not read, because you stopped.`);
  }

  /** @param {File} file @returns {Promise<string>} Why it is refused; nothing where it is in the rows. */
  async #read(file) {
    const content = await textOf(file);
    if (content === undefined) return NO_FILE;
    const text = this.#vault.looksLocked(content) ? await this.#unlock(content) : content;
    if (text === undefined) return NOT_UNLOCKED;
    try {
      const { row } = await this.#ask("audit-row", { text });
      if (await this.#isKnown(text)) return TWICE;
      this.rows.push(row);
      return "";
    } catch (fault) {
      if (fault instanceof RefusedError) return `is not counted: ${fault.message}`;
      throw fault;
    }
  }

  /** @param {string} content */
  async #unlock(content) {
    for (const words of this.#words) {
      const text = await this.#vault.unlock(content, words).catch(() => undefined);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  /** @param {string} text Of an assessment that Python has read. */
  async #isKnown(text) {
    const { saved: _, ...assessment } = JSON.parse(text);
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(assessment)));
    const key = new Uint8Array(hash).join(" ");
    const isKnown = this.#seen.has(key);
    this.#seen.add(key);
    return isKnown;
  }
}
