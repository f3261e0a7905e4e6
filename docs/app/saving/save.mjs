/** Saves the assessment to a locked file, and says at all times whether what is in the form has been saved. */
import { announce, part } from "./page.mjs";
import { RefusedError } from "./questions.mjs";
import { Words } from "./words.mjs";

/**
 * @typedef {import("./assessment.mjs").Assessment} Assessment
 * @typedef {import("./words.mjs").Vault} Vault
 */

// A name that tells nobody whose record it is.
const NAME = "assessment";
const TYPE = "application/jose";
// Characters that nobody sees and that are taken out of whatever is opened.
const HARMLESS = "hidden-characters";

export class Saving {
  #assessment;
  #vault;
  #ask;
  #words;
  /** The answers as they were when they were last saved or opened. */
  #kept = "";
  #said = "Not saved";
  /** @type {FileSystemFileHandle | null} */
  #file = null;
  #isBusy = false;

  /**
   * @param {Assessment} assessment
   * @param {Vault} vault
   * @param {import("./opening.mjs").Tools["ask"]} ask Asks the engine that there is now.
   */
  constructor(assessment, vault, ask) {
    this.#assessment = assessment;
    this.#vault = vault;
    this.#ask = ask;
    this.#words = new Words(vault);
    for (const button of document.querySelectorAll("[data-save]")) {
      button.addEventListener("click", () => this.#words.ask("save", (words) => this.#save(words)));
    }
    this.look();
  }

  get words() {
    return this.#words;
  }

  /** Whether something would be lost with this page. */
  get isUnsaved() {
    return !this.#assessment.isEmpty && this.#now() !== this.#kept;
  }

  /** Says how things stand; to be called after each change. */
  look() {
    const words = this.#assessment.isEmpty ? "" : this.isUnsaved ? (this.#kept ? "Changes not saved" : "Not saved") : this.#said;
    const place = part("[data-save-state]");
    if (place.textContent !== words) place.textContent = words;
  }

  /** What is in the form now came from a file or a draft, and is still there. */
  opened() {
    this.#kept = this.#now();
    this.#said = "Opened, no changes";
    // Never over the file that was opened: the one before is worth keeping, too.
    this.#file = null;
    this.look();
  }

  #now() {
    return JSON.stringify(this.#assessment.envelope());
  }

  /** @param {string} words */
  async #save(words) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#show("Locking the file …");
    const moment = new Date();
    const now = this.#now();
    const content = JSON.stringify({ ...this.#assessment.envelope(), saved: minuteOf(moment) });
    const name = `${NAME}-${minuteOf(moment).replace("T", "-").replace(":", "")}.cse`;
    try {
      const lost = await this.#wouldBeLost(content);
      if (lost) return this.#show(`Nothing was saved, since not all of it would come back: ${lost}`);
      const blob = this.#vault.lock(content, words).then((text) => new Blob([text], { type: TYPE }));
      this.#file = await this.#vault.fileSave(blob, { fileName: name, extensions: [".cse"] }, this.#file);
      await readBack(this.#file, await blob);
      this.#kept = now;
      const time = minuteOf(moment).slice(-5);
      this.#said = this.#file ? `Saved ${time}` : `Saved ${time} as a download`;
      this.#show(
        this.#file
          ? `Saved at ${time} as ${this.#file.name}.`
          : `At ${time} the file ${name} was given to the browser to be saved. Look whether it is among your downloads before you close this tab.`,
      );
    } catch (fault) {
      this.#file = null;
      const isStopped = fault instanceof DOMException && fault.name === "AbortError";
      this.#show(
        isStopped
          ? "Nothing was saved: you closed the window that asks where."
          : "The file could not be saved. Try again, and choose another folder. Your answers are still in the form.",
      );
    } finally {
      this.#isBusy = false;
      this.look();
    }
  }

  /**
   * What would be left out when the file is opened, such as a text that is too long. Where there is no engine nobody can tell.
   * @param {string} content
   */
  async #wouldBeLost(content) {
    try {
      const { notices } = await this.#ask("open", { text: content });
      const lost = notices.filter((/** @type {{ code: string }} */ { code }) => code !== HARMLESS);
      return lost.map((/** @type {{ message: string }} */ { message }) => message).join(" ");
    } catch (fault) {
      return fault instanceof RefusedError ? fault.message : "";
    }
  }

  /** @param {string} words */
  #show(words) {
    const place = part("[data-save-news]");
    place.textContent = words;
    place.hidden = false;
    announce(words);
  }
}

/**
 * A stick that was pulled out or a full disk is known when what was written is read again.
 * @param {FileSystemFileHandle | null} file None for a download, which no page can look at.
 * @param {Blob} blob
 */
async function readBack(file, blob) {
  if (!file) return;
  const [there, wanted] = await Promise.all([(await file.getFile()).text(), blob.text()]);
  if (there !== wanted) throw new Error("not as written");
}

/** @param {Date} moment As `2026-11-22T18:05`, by the clock on the wall. */
export function minuteOf(moment) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const day = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join("-");
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
