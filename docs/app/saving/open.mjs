/**
 * Open dialog: opens a saved assessment. The form is not changed until the person has seen what the file holds and has chosen to open
 * it. The replaced answers can be restored while the page is open. A second file of the same assessment can be compared instead.
 */
import { CompareDialog } from "./compare.mjs";
import { OpenedBanner, showNotices } from "./opened-banner.mjs";
import { requireElement } from "../ui/dom.mjs";
import { listItem } from "../ui/link-list.mjs";
import { RefusedError } from "../engine/pending-requests.mjs";
import { described, textOf } from "./saved-file.mjs";

/**
 * @typedef {import("../form/answers/assessment.mjs").Assessment} Assessment
 * @typedef {import("../form/answers/assessment.mjs").Envelope} Envelope
 * @typedef {import("../types/operations.js").Opened} Opened
 *
 * @typedef {object} Tools
 * @property {Assessment} assessment
 * @property {import("./passphrase-dialog.mjs").Encryption} encryption
 * @property {import("../types/operations.js").Ask} ask Sends a request to the current engine.
 * @property {() => void} onOpened
 * @property {(isDue: boolean) => void} review Called with whether the person has to check what was left out before there is a score.
 */

const WRONG_PASSPHRASE =
  "The file could not be unlocked. Either the passphrase is wrong or the file is damaged. Check the passphrase letter by letter.";
const OPENED = {
  open: "The saved assessment is in the form.",
  reassess:
    "You have started a reassessment. Section 1 is carried over. Check Section 1, because it may have changed. Confirm each carried-over tick, or untick it. The earlier statement is shown beside each factor.",
};
const NO_ENGINE =
  "This browser cannot check the file before opening it. Try another browser or computer. The file has not been changed.";

/** The dialog's steps: choose a file, unlock it, see what it holds, choose how to open it. */
export class OpenDialog {
  #tools;
  #opened;
  #comparison;
  #text = "";
  /** The passphrase that decrypted the file. */
  #passphrase = "";
  /** @type {(passphrase: string) => void} */
  #onDraftOpened = () => {};
  /** @type {Opened | undefined} */
  #found;
  // Counts how often the dialog was closed, so that a late result is not shown the next time.
  #round = 0;

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
    this.#opened = new OpenedBanner(tools.assessment, tools.review);
    this.#comparison = new CompareDialog(tools, this.#opened);
    for (const button of document.querySelectorAll("[data-open]")) {
      button.addEventListener("click", () =>
        this.#start(/** @type {HTMLElement} */ (button).dataset.open === "reassess"),
      );
    }
    fileBox().addEventListener("change", () => this.#guard(() => this.#read()));
    requireElement("#open-unlock").addEventListener("click", () => this.#guard(() => this.#unlock()));
    wordsBox().addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      requireElement("#open-unlock").click();
    });
    requireElement("#open-use").addEventListener("click", () => this.#guard(() => this.#use("open")));
    requireElement("#open-reassess").addEventListener("click", () => this.#guard(() => this.#use("reassess")));
    requireElement("#open-compare").addEventListener("click", () => this.#guard(() => this.#compare()));
    for (const button of dialog().querySelectorAll("[data-open-cancel]"))
      button.addEventListener("click", () => dialog().close());
    dialog().addEventListener("close", () => this.#forget());
    for (const button of document.querySelectorAll("[data-practice]")) {
      button.addEventListener("click", () => this.openText(/** @type {HTMLElement} */ (button).dataset.practice ?? ""));
    }
  }

  /**
   * Opens a practice case, in the same way as a file but without a passphrase.
   * @param {string} text The assessment as JSON.
   */
  openText(text) {
    this.#start();
    this.#text = text;
    this.#guard(() => this.#check(text));
  }

  /**
   * Asks for the passphrase of an encrypted draft and opens it.
   * @param {string} file
   * @param {(passphrase: string) => void} onOpened
   */
  openEncrypted(file, onOpened) {
    this.#start();
    this.#text = file;
    this.#onDraftOpened = onOpened;
    this.#step("locked");
  }

  /** @param {boolean} [isReassessment] Whether the person wants to assess the same child again. */
  #start(isReassessment = false) {
    this.#forget();
    requireElement("[data-open-reassess]").hidden = !isReassessment;
    // The main button is the one that was asked for.
    requireElement("#open-use").classList.toggle("govuk-button--secondary", isReassessment);
    requireElement("#open-reassess").classList.toggle("govuk-button--secondary", !isReassessment);
    this.#step("file");
    if (!dialog().open) dialog().showModal();
  }

  async #read() {
    const round = this.#round;
    const [file] = fileBox().files ?? [];
    if (!file) return;
    const text = await textOf(file);
    if (round !== this.#round) return;
    if (text === undefined)
      return this.#complain(`${file.name} is not a saved assessment. Choose a file whose name ends in .cse.`);
    this.#text = text;
    if (this.#tools.encryption.looksEncrypted(text)) this.#step("locked");
    else await this.#check(text);
  }

  async #unlock() {
    const round = this.#round;
    const passphrase = wordsBox().value;
    if (!passphrase.trim()) return this.#complain("Type the passphrase for the file.");
    this.#say("Unlocking …");
    const text = await this.#tools.encryption.decrypt(this.#text, passphrase).catch(() => undefined);
    if (round !== this.#round) return;
    if (text === undefined) return this.#complain(WRONG_PASSPHRASE);
    this.#passphrase = passphrase;
    await this.#check(text);
  }

  /**
   * Has Python read the file, and shows what it holds. The form is not changed.
   * @param {string} text
   */
  async #check(text) {
    const round = this.#round;
    this.#say("Checking the file …");
    const found = await this.#tools.ask("open", { text });
    if (round !== this.#round) return;
    this.#found = found;
    this.#say("");
    const { notices, practice } = found;
    requireElement("[data-open-what]").textContent = described(found);
    requireElement("[data-open-about]").replaceChildren(...found.about.map((line) => listItem(line)));
    requireElement("[data-open-plain]").hidden = Boolean(this.#passphrase) || practice;
    const { isEmpty } = this.#tools.assessment;
    requireElement("[data-open-over]").hidden = isEmpty;
    // A reassessment begins with a file of another time.
    requireElement("#open-compare").hidden = isEmpty || !requireElement("[data-open-reassess]").hidden;
    showNotices("[data-open-notices]", notices);
    this.#complain("");
    this.#step("choice");
  }

  /** Shows the differences between the form and the file. The form is not changed. */
  async #compare() {
    const round = this.#round;
    const found = /** @type {Opened} */ (this.#found);
    const answers = this.#tools.assessment.envelope();
    this.#say("Comparing …");
    const compared = await this.#tools.ask("compare", { answers, other: found.envelope });
    if (round !== this.#round) return;
    dialog().close();
    this.#comparison.show({ answers, found, compared });
  }

  /** @param {"open" | "reassess"} how */
  async #use(how) {
    const { assessment } = this.#tools;
    const found = /** @type {Opened} */ (this.#found);
    const round = this.#round;
    const envelope =
      how === "open" ? found.envelope : (await this.#tools.ask("reassess", { answers: found.envelope })).envelope;
    if (round !== this.#round) return;
    const before = assessment.isEmpty ? undefined : assessment.envelope();
    const [passphrase, onDraftOpened] = [this.#passphrase, this.#onDraftOpened];
    dialog().close();
    assessment.put(envelope);
    this.#opened.show(OPENED[how], found.notices, before);
    if (how === "open") {
      this.#tools.onOpened();
      onDraftOpened(passphrase);
    }
  }

  /**
   * Runs a task and shows its error, if it has one. A failed task changes nothing in the form.
   * @param {() => Promise<unknown>} task
   */
  async #guard(task) {
    const round = this.#round;
    this.#complain("");
    try {
      await task();
    } catch (fault) {
      if (round !== this.#round) return;
      this.#complain(fault instanceof RefusedError ? fault.message : NO_ENGINE);
    }
  }

  /** @param {"file" | "locked" | "choice"} name */
  #step(name) {
    this.#say("");
    for (const each of dialog().querySelectorAll("[data-open-step]")) {
      /** @type {HTMLElement} */ (each).hidden = /** @type {HTMLElement} */ (each).dataset.openStep !== name;
    }
    const first = { file: "#open-file", locked: "#open-passphrase", choice: "#open-heading" }[name];
    if (dialog().open) requireElement(first).focus();
  }

  /** @param {string} words */
  #complain(words) {
    this.#say("");
    const place = requireElement("[data-open-wrong]");
    place.textContent = words;
    place.hidden = !words;
  }

  /** @param {string} words */
  #say(words) {
    requireElement("[data-open-news]").textContent = words;
  }

  #forget() {
    this.#round += 1;
    this.#text = "";
    this.#passphrase = "";
    this.#onDraftOpened = () => {};
    this.#found = undefined;
    fileBox().value = wordsBox().value = "";
    showNotices("[data-open-notices]", []);
    requireElement("[data-open-what]").textContent = "";
    requireElement("[data-open-about]").replaceChildren();
    this.#complain("");
  }
}

const dialog = () => /** @type {HTMLDialogElement} */ (requireElement("#open-dialog"));
const fileBox = () => /** @type {HTMLInputElement} */ (requireElement("#open-file"));
const wordsBox = () => /** @type {HTMLTextAreaElement} */ (requireElement("#open-passphrase"));
