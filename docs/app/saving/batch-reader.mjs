/** Batch reader for the audit: decrypts saved assessments and has Python turn each into a record. Keeps no other data of a file. */
import { RefusedError } from "../engine/worker-channel.mjs";
import { today } from "../lib/local-date.mjs";
import { textOf } from "./saved-file.mjs";

// Key derivation takes most of the time. Browsers run it in other threads, on all cores.
const AT_ONCE = Math.max(1, Math.min(8, navigator.hardwareConcurrency || 2));
const NO_FILE =
  "is not a saved assessment, or it is damaged. Choose a file that was saved with “Save to a file”. Its name ends in .cse.";
const NOT_UNLOCKED = "could not be unlocked. None of the passphrases is right, or the file is damaged.";

/**
 * @import { Ask, AuditRecord, Undecided } from "../types/operations.js"
 * @typedef {{ name: string, record: AuditRecord, undecided: Undecided[] }} Counted
 */

/** Reads files, a few at the same time, and collects records and refusals. */
export class BatchReader {
  #files;
  #passphrases;
  #encryption;
  #ask;
  #isStopped = false;
  /** @type {Map<number, Counted>} By the file's position, so that the order of reading does not affect the result. */
  #counted = new Map();
  /** @type {string[]} Each begins with the name of the file. */
  refusals = [];
  done = 0;

  /**
   * @param {File[]} files
   * @param {string[]} passphrases
   * @param {import("./passphrase-dialog.mjs").Encryption} encryption
   * @param {Ask} ask
   */
  constructor(files, passphrases, encryption, ask) {
    this.#files = files;
    this.#passphrases = passphrases;
    this.#encryption = encryption;
    this.#ask = ask;
  }

  get count() {
    return this.#files.length;
  }

  /**
   * Returns the records, in the order of the files.
   * @returns {Counted[]}
   */
  get counted() {
    return [...this.#counted.keys()]
      .sort((one, other) => one - other)
      .map((index) => /** @type {Counted} */ (this.#counted.get(index)));
  }

  /** Stops after the files that are now being read. Keeps the records so far. */
  stop() {
    this.#isStopped = true;
  }

  /**
   * Reads all files.
   * @param {(reading: BatchReader) => void} onProgress Called at the start and after each file.
   */
  async run(onProgress) {
    const waiting = this.#files.map((file, index) => ({ file, index }));
    onProgress(this);
    const next = async () => {
      for (let each = waiting.shift(); each && !this.#isStopped; each = waiting.shift()) {
        const wrong = await this.#read(each.file, each.index);
        if (wrong) this.refusals.push(`${each.file.name} ${wrong}`);
        this.done += 1;
        onProgress(this);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    const notRead = this.count - this.done;
    if (notRead)
      this.refusals.push(`${notRead === 1 ? "1 file was" : `${notRead} files were`} not read, because you stopped.`);
  }

  /**
   * @param {File} file
   * @param {number} index
   * @returns {Promise<string>} Why the file is refused, or nothing if it is counted.
   */
  async #read(file, index) {
    const content = await textOf(file);
    if (content === undefined) return NO_FILE;
    const text = this.#encryption.looksEncrypted(content) ? await this.#unlock(content) : content;
    if (text === undefined) return NOT_UNLOCKED;
    try {
      const { undecided, ...record } = await this.#ask("audit-row", { text, today: today() });
      this.#counted.set(index, { name: file.name, record, undecided });
      return "";
    } catch (fault) {
      if (fault instanceof RefusedError) return `is not counted. ${fault.message}`;
      throw fault;
    }
  }

  /** @param {string} content */
  async #unlock(content) {
    for (const passphrase of this.#passphrases) {
      const text = await this.#encryption.decrypt(content, passphrase).catch(() => undefined);
      if (text !== undefined) return text;
    }
    return undefined;
  }
}
