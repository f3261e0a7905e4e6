/**
 * Open dialog: opens a saved assessment. The form is not changed until the person has seen what the file holds and has chosen to open
 * it. The replaced answers can be restored while the page is open. A second file of the same assessment can be compared instead.
 */
import { CompareDialog } from "./compare-dialog.mjs";
import {
  clearSteps,
  complain,
  dialog,
  fileBox,
  listen,
  showMessage,
  showChoice,
  showDialog,
  showStep,
  wordsBox,
} from "./open-steps.mjs";
import { noEngine, noPassphrase, notAssessment, nowInForm, wrongPassphrase } from "./open-messages.mjs";
import { OpenedBanner } from "./opened-banner.mjs";
import { RefusedError } from "../engine/worker-channel.mjs";
import { textOf } from "./saved-file.mjs";

/**
 * @typedef {import("../form/answers/assessment.mjs").Assessment} Assessment
 * @typedef {import("../form/answers/assessment.mjs").Envelope} Envelope
 * @typedef {import("../types/operations.js").Opened} Opened
 * @typedef {import("./draft/draft-lifetime.mjs").Version} Version
 *
 * @typedef {object} Tools
 * @property {Assessment} assessment
 * @property {import("./passphrase-dialog.mjs").Encryption} encryption
 * @property {import("../types/operations.js").Ask} ask Sends a request to the current engine.
 * @property {(isDraft: boolean) => void} onOpened
 * @property {(isDue: boolean) => void} review Called with whether the person has to check what was left out before there is a score.
 */

/** Reads, unlocks and checks a file, and opens it as the person chooses. */
export class OpenDialog {
  #tools;
  #opened;
  #comparison;
  #text = "";
  /** The passphrase that decrypted the file. */
  #passphrase = "";
  /** @type {(passphrase: string) => void} */
  #onDraftOpened = () => {};
  /** @type {Version | undefined} The version of the draft that is being opened, if it is not a file. */
  #draft;
  /** @type {Opened | undefined} */
  #found;
  // Counts how often the dialog was closed, so that a late result is not shown the next time.
  #round = 0;

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
    this.#opened = new OpenedBanner(tools.assessment, tools.review);
    this.#comparison = new CompareDialog(tools, this.#opened);
    listen({
      start: (isReassessment) => this.#start({ isReassessment }),
      practise: (text) => this.openText(text),
      read: () => this.#guard(() => this.#read()),
      unlock: () => this.#guard(() => this.#unlock()),
      use: (how) => this.#guard(() => this.#use(how)),
      compare: () => this.#guard(() => this.#compare()),
      forget: () => this.#forget(),
    });
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
   * Asks for the passphrase of a draft and opens it.
   * @param {Version} draft
   * @param {(passphrase: string) => void} onOpened
   */
  openDraft(draft, onOpened) {
    this.#start({ draft });
    this.#text = draft.text;
    this.#onDraftOpened = onOpened;
    showStep("locked");
  }

  /** @param {{ isReassessment?: boolean, draft?: Version }} [purpose] Whether the person wants to assess the same child again. */
  #start({ isReassessment = false, draft } = {}) {
    this.#forget();
    this.#draft = draft;
    showDialog({ isReassessment, isDraft: Boolean(draft) });
  }

  /** @returns {"file" | "draft"} */
  get #what() {
    return this.#draft ? "draft" : "file";
  }

  async #read() {
    const round = this.#round;
    const [file] = fileBox().files ?? [];
    if (!file) return;
    const text = await textOf(file);
    if (round !== this.#round) return;
    if (text === undefined) return complain(notAssessment(file.name));
    this.#text = text;
    if (this.#tools.encryption.looksEncrypted(text)) showStep("locked");
    else await this.#check(text);
  }

  async #unlock() {
    const round = this.#round;
    const passphrase = wordsBox().value;
    if (!passphrase.trim()) return complain(noPassphrase(this.#what));
    showMessage("Unlocking …");
    const text = await this.#tools.encryption.decrypt(this.#text, passphrase).catch(() => undefined);
    if (round !== this.#round) return;
    if (text === undefined) return complain(wrongPassphrase(this.#what));
    this.#passphrase = passphrase;
    await this.#check(text);
  }

  /**
   * Asks Python to read the file, and shows its description. The form is not changed.
   * @param {string} text
   */
  async #check(text) {
    const round = this.#round;
    showMessage(`Checking the ${this.#what} …`);
    const opened = await this.#tools.ask("open", { text });
    if (round !== this.#round) return;
    this.#found = opened;
    const { isEmpty } = this.#tools.assessment;
    showChoice(opened, { wasLocked: Boolean(this.#passphrase), isEmpty, kept: this.#draft?.written });
  }

  /** Shows the differences between the form and the file. The form is not changed. */
  async #compare() {
    const round = this.#round;
    const opened = /** @type {Opened} */ (this.#found);
    const answers = this.#tools.assessment.envelope();
    showMessage("Comparing …");
    const compared = await this.#tools.ask("compare", { answers, other: opened.envelope });
    if (round !== this.#round) return;
    dialog().close();
    this.#comparison.show({ answers, found: opened, compared });
  }

  /** @param {"open" | "reassess"} how */
  async #use(how) {
    const { assessment } = this.#tools;
    const opened = /** @type {Opened} */ (this.#found);
    const round = this.#round;
    const envelope =
      how === "open" ? opened.envelope : (await this.#tools.ask("reassess", { answers: opened.envelope })).envelope;
    if (round !== this.#round) return;
    const before = assessment.isEmpty ? undefined : assessment.envelope();
    const [passphrase, onDraftOpened, draft] = [this.#passphrase, this.#onDraftOpened, this.#draft];
    dialog().close();
    assessment.put(envelope);
    this.#opened.show(nowInForm(how, draft?.written), opened.notices, before);
    if (how === "open") {
      this.#tools.onOpened(Boolean(draft));
      onDraftOpened(passphrase);
    }
  }

  /**
   * Runs a task and shows its error, if it has one. A failed task changes nothing in the form.
   * @param {() => Promise<unknown>} task
   */
  async #guard(task) {
    const round = this.#round;
    complain("");
    try {
      await task();
    } catch (fault) {
      if (round !== this.#round) return;
      complain(fault instanceof RefusedError ? fault.message : noEngine(this.#what));
    }
  }

  #forget() {
    this.#round += 1;
    this.#text = "";
    this.#passphrase = "";
    this.#onDraftOpened = () => {};
    this.#draft = undefined;
    this.#found = undefined;
    clearSteps();
  }
}
