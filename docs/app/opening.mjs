/**
 * Opens a saved assessment. What is in the form stays until somebody has seen what the file holds and chosen; and what it takes
 * the place of can be had back as long as the page is open.
 */
import { listItem } from "./lists.mjs";
import { announce, part } from "./page.mjs";
import { RefusedError, StaleError } from "./questions.mjs";

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

// Ten times what the fullest form takes. A larger file is something else, and is not even read.
const LARGEST = 1_000_000;
const WRONG_WORDS =
  "It could not be unlocked: the words are not the ones it was locked with, or the file is damaged. Look at the words again, letter by letter.";
const NO_ENGINE =
  "This browser cannot run the program that checks a file before it is opened. Open it in another browser, or on another computer. The file is as it was.";

export class Opening {
  #tools;
  #text = "";
  /** What unlocked it. */
  #words = "";
  /** @type {(words: string) => void} */
  #onDraftOpened = () => {};
  /** @type {Opened | undefined} */
  #found;
  /** @type {Envelope | undefined} */
  #before;
  // Goes up when the dialogue is closed, so that what comes too late is not shown in the next.
  #round = 0;

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
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
    part("#put-back").addEventListener("click", () => this.#putBack());
    part("#notices-seen").addEventListener("click", () => this.#seen());
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
    const [file] = fileBox().files ?? [];
    if (!file) return;
    if (file.size > LARGEST) {
      return this.#complain(`${file.name} is too large to be a saved assessment: choose a file whose name ends in .cse.`);
    }
    const text = await decoded(file);
    if (text === undefined) return this.#complain(`${file.name} is not a saved assessment: choose a file whose name ends in .cse.`);
    this.#text = text;
    if (this.#tools.vault.looksLocked(text)) this.#step("locked");
    else await this.#check(text);
  }

  async #unlock() {
    const words = wordsBox().value;
    if (!words.trim()) return this.#complain("Type the words that the file was locked with.");
    this.#say("Unlocking …");
    const text = await this.#tools.vault.unlock(this.#text, words).catch(() => undefined);
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
    const { envelope, notices, practice, saved } = found;
    part("[data-open-what]").textContent = described(envelope, practice, saved);
    part("[data-open-plain]").hidden = Boolean(this.#words) || practice;
    part("[data-open-over]").hidden = this.#tools.assessment.isEmpty;
    list("[data-open-notices]", notices);
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
    this.#before = before;
    list("[data-opened-notices]", found.notices);
    part("[data-opened-what]").textContent =
      how === "open" ? "The saved assessment is in the form." : "The reassessment is begun: Section 1 is carried over, and the earlier statement stands beside each factor.";
    this.#banner(found.notices.length > 0);
    if (how === "open") {
      this.#tools.onOpened();
      onDraftOpened(words);
    }
  }

  /** @param {boolean} mustBeSeen Something was left out: no score until somebody has looked at it. */
  #banner(mustBeSeen) {
    const banner = part("#opened");
    banner.hidden = false;
    part("#put-back").hidden = !this.#before;
    part("#notices-seen").hidden = !mustBeSeen;
    this.#tools.review(mustBeSeen);
    banner.focus();
  }

  #seen() {
    this.#tools.review(false);
    part("#notices-seen").hidden = true;
    announce("Scores are worked out again.");
    part("#opened").focus();
  }

  /** Changes places: what was opened can in turn be had back. */
  #putBack() {
    const { assessment } = this.#tools;
    if (!this.#before) return;
    const now = assessment.envelope();
    assessment.put(this.#before);
    this.#before = now;
    list("[data-opened-notices]", []);
    part("[data-opened-what]").textContent = "What was in the form before is back. The other assessment is put aside now.";
    this.#banner(false);
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
    list("[data-open-notices]", []);
    part("[data-open-what]").textContent = "";
    this.#complain("");
  }
}

/**
 * @param {Envelope} envelope
 * @param {boolean} practice
 * @param {string} saved
 */
function described({ answers, earlier }, practice, saved) {
  const count = Object.keys(answers).length;
  const when = saved ? `Saved on ${new Date(saved).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" })}` : "It does not say when it was saved";
  const before = earlier?.length ? `, with ${earlier.length === 1 ? "1 earlier assessment" : `${earlier.length} earlier assessments`}` : "";
  return `${practice ? "A made-up case for practice. " : ""}${when}: ${count === 1 ? "1 answer" : `${count} answers`}${before}.`;
}

/** @param {File} file @returns {Promise<string | undefined>} Nothing where it is no text. */
async function decoded(file) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}

/**
 * @param {string} selector
 * @param {{ message: string }[]} notices
 */
function list(selector, notices) {
  const place = part(selector);
  place.replaceChildren(...notices.map(({ message }) => listItem(message)));
  const block = /** @type {HTMLElement} */ (place.closest("[data-notices-block]"));
  block.hidden = notices.length === 0;
}

const dialog = () => /** @type {HTMLDialogElement} */ (part("#open-dialog"));
const fileBox = () => /** @type {HTMLInputElement} */ (part("#open-file"));
const wordsBox = () => /** @type {HTMLTextAreaElement} */ (part("#open-words"));
