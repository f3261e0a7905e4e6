/**
 * Opens a saved assessment. What is in the form stays until somebody has seen what the file holds and chosen; and what it takes
 * the place of can be had back as long as the page is open.
 */
import { OpenedBanner, showNotices } from "./opened.mjs";
import { part } from "./page.mjs";
import { RefusedError, StaleError } from "./questions.mjs";
import { described, textOf } from "./saved-file.mjs";

/**
 * @typedef {import("./assessment.mjs").Assessment} Assessment
 * @typedef {import("./assessment.mjs").Envelope} Envelope
 * @typedef {object} Opened What Python made of a file.
 * @property {Envelope} envelope
 * @property {{ message: string }[]} notices What was left out or has to be looked at.
 * @property {boolean} practice
 * @property {string} saved
 *
 * @typedef {object} Tools
 * @property {Assessment} assessment
 * @property {import("./words.mjs").Vault} vault
 * @property {(op: import("./scorer.mjs").Op, what: object) => Promise<any>} ask Asks the engine that there is now.
 * @property {() => void} onOpened
 * @property {(isDue: boolean) => void} review Whether somebody has to look at what was left out before there is a score.
 */

const WRONG_WORDS =
  "It could not be unlocked: the words are not the ones it was locked with, or the file is damaged. Look at the words again, letter by letter.";
const OPENED = {
  open: "The saved assessment is in the form.",
  reassess: "The reassessment is begun. Section 1 is carried over, and the earlier statement stands beside each factor.",
};
const NO_ENGINE =
  "This browser cannot run the program that checks a file before it is opened. Open it in another browser, or on another computer. The file is as it was.";

export class Opening {
  #tools;
  #opened;
  #text = "";
  /** What unlocked it. */
  #words = "";
  /** @type {(words: string) => void} */
  #onDraftOpened = () => {};
  /** @type {Opened | undefined} */
  #found;
  // Goes up when the dialogue is closed, so that what comes too late is not shown in the next.
  #round = 0;

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
    this.#opened = new OpenedBanner(tools.assessment, tools.review);
    for (const button of document.querySelectorAll("[data-open]")) button.addEventListener("click", () => this.#start());
    fileBox().addEventListener("change", () => this.#guard(() => this.#read()));
    part("#open-unlock").addEventListener("click", () => this.#guard(() => this.#unlock()));
    wordsBox().addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      part("#open-unlock").click();
    });
    part("#open-use").addEventListener("click", () => this.#guard(() => this.#use("open")));
    part("#open-reassess").addEventListener("click", () => this.#guard(() => this.#use("reassess")));
    for (const button of dialog().querySelectorAll("[data-open-cancel]")) button.addEventListener("click", () => dialog().close());
    dialog().addEventListener("close", () => this.#forget());
    for (const button of document.querySelectorAll("[data-practice]")) {
      button.addEventListener("click", () => this.openText(/** @type {HTMLElement} */ (button).dataset.practice ?? ""));
    }
  }

  /** @param {string} text Of a practice case: the same way as from a file, but for the words. */
  openText(text) {
    this.#start();
    this.#text = text;
    this.#guard(() => this.#check(text));
  }

  /**
   * @param {string} file A locked draft; its words are asked for.
   * @param {(words: string) => void} onOpened
   */
  openLocked(file, onOpened) {
    this.#start();
    this.#text = file;
    this.#onDraftOpened = onOpened;
    this.#step("locked");
  }

  #start() {
    this.#forget();
    this.#step("file");
    if (!dialog().open) dialog().showModal();
  }

  async #read() {
    const round = this.#round;
    const [file] = fileBox().files ?? [];
    if (!file) return;
    const text = await textOf(file);
    if (round !== this.#round) return;
    if (text === undefined) return this.#complain(`${file.name} is no saved assessment. Choose a file whose name ends in .cse.`);
    this.#text = text;
    if (this.#tools.vault.looksLocked(text)) this.#step("locked");
    else await this.#check(text);
  }

  async #unlock() {
    const round = this.#round;
    const words = wordsBox().value;
    if (!words.trim()) return this.#complain("Type the words that the file was locked with.");
    this.#say("Unlocking …");
    const text = await this.#tools.vault.unlock(this.#text, words).catch(() => undefined);
    if (round !== this.#round) return;
    if (text === undefined) return this.#complain(WRONG_WORDS);
    this.#words = words;
    await this.#check(text);
  }

  /** @param {string} text Has Python look at it; the form is not touched. */
  async #check(text) {
    const round = this.#round;
    this.#say("Checking the file …");
    const found = /** @type {Opened} */ (await this.#tools.ask("open", { text }));
    if (round !== this.#round) return;
    this.#found = found;
    this.#say("");
    const { notices, practice } = found;
    part("[data-open-what]").textContent = described(found);
    part("[data-open-plain]").hidden = Boolean(this.#words) || practice;
    part("[data-open-over]").hidden = this.#tools.assessment.isEmpty;
    showNotices("[data-open-notices]", notices);
    this.#step("choice");
  }

  /** @param {"open" | "reassess"} how */
  async #use(how) {
    const { assessment } = this.#tools;
    const found = /** @type {Opened} */ (this.#found);
    const round = this.#round;
    const envelope = how === "open" ? found.envelope : (await this.#tools.ask("reassess", { answers: found.envelope })).envelope;
    if (round !== this.#round) return;
    const before = assessment.isEmpty ? undefined : assessment.envelope();
    const [words, onDraftOpened] = [this.#words, this.#onDraftOpened];
    dialog().close();
    assessment.put(envelope);
    this.#opened.show(OPENED[how], found.notices, before);
    if (how === "open") {
      this.#tools.onOpened();
      onDraftOpened(words);
    }
  }

  /** @param {() => Promise<unknown>} task Whatever goes wrong in it is said, and changes nothing. */
  async #guard(task) {
    const round = this.#round;
    this.#complain("");
    try {
      await task();
    } catch (fault) {
      if (round !== this.#round || fault instanceof StaleError) return;
      this.#complain(fault instanceof RefusedError ? fault.message : NO_ENGINE);
    }
  }

  /** @param {"file" | "locked" | "choice"} name */
  #step(name) {
    this.#say("");
    for (const each of dialog().querySelectorAll("[data-open-step]")) {
      /** @type {HTMLElement} */ (each).hidden = /** @type {HTMLElement} */ (each).dataset.openStep !== name;
    }
    const first = { file: "#open-file", locked: "#open-words", choice: "#open-heading" }[name];
    if (dialog().open) part(first).focus();
  }

  /** @param {string} words */
  #complain(words) {
    this.#say("");
    const place = part("[data-open-wrong]");
    place.textContent = words;
    place.hidden = !words;
  }

  /** @param {string} words */
  #say(words) {
    part("[data-open-news]").textContent = words;
  }

  #forget() {
    this.#round += 1;
    this.#text = "";
    this.#words = "";
    this.#onDraftOpened = () => {};
    this.#found = undefined;
    fileBox().value = wordsBox().value = "";
    showNotices("[data-open-notices]", []);
    part("[data-open-what]").textContent = "";
    this.#complain("");
  }
}

const dialog = () => /** @type {HTMLDialogElement} */ (part("#open-dialog"));
const fileBox = () => /** @type {HTMLInputElement} */ (part("#open-file"));
const wordsBox = () => /** @type {HTMLTextAreaElement} */ (part("#open-words"));
