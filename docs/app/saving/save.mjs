/** Saves the assessment to an encrypted file, and shows whether the current answers are saved. */
import { minuteOf } from "../lib/local-date.mjs";
import { announceEvent, requireElement, setText } from "../ui/dom.mjs";
import { wouldBeLost } from "./check-reopens.mjs";
import { PassphraseDialog } from "./passphrase-dialog.mjs";

/**
 * @typedef {import("../form/answers/assessment.mjs").Assessment} Assessment
 * @typedef {import("./passphrase-dialog.mjs").Encryption} Encryption
 */

// The file's name must not identify the child.
const NAME = "assessment";
const TYPE = "application/jose";

/** Saves, and tracks whether there are unsaved answers. */
export class Saver {
  #assessment;
  #encryption;
  #ask;
  #dialog;
  /** The answers when they were last saved to a file or opened from one. */
  #kept = "";
  /** The answers when a draft was opened. */
  #inDraft = "";
  #said = "Not saved";
  /** The time of the last draft, while one is kept. */
  #draft = "";
  /** @type {FileSystemFileHandle | null} */
  #file = null;
  /** The identifier of the assessment in the file. Another assessment must never overwrite it. */
  #fileOf = "";
  #isBusy = false;

  /**
   * @param {Assessment} assessment
   * @param {Encryption} encryption
   * @param {import("../types/operations.js").Ask} ask Sends a request to the current engine.
   */
  constructor(assessment, encryption, ask) {
    this.#assessment = assessment;
    this.#encryption = encryption;
    this.#ask = ask;
    this.#dialog = new PassphraseDialog(encryption);
    for (const button of document.querySelectorAll("[data-save]")) {
      button.addEventListener("click", () => {
        requireElement("[data-save-news]").hidden = true; // it was about the last try
        this.#dialog.ask("save", (words) => this.#save(words));
      });
    }
    this.showState();
  }

  /** The dialog that asks for a passphrase. Drafts use the same one. */
  get dialog() {
    return this.#dialog;
  }

  /** Whether closing the page would lose answers. The answers of an opened draft are not lost while the draft is kept. */
  get isUnsaved() {
    return this.#isInNoFile && !(this.#draft && this.#now() === this.#inDraft);
  }

  get #isInNoFile() {
    return !this.#assessment.isEmpty && this.#now() !== this.#kept;
  }

  /** Shows whether the answers are saved. Must be called after each change. */
  showState() {
    const state = this.#assessment.isEmpty
      ? ""
      : this.#isInNoFile
        ? this.#kept
          ? "Changes not saved"
          : "Not saved"
        : this.#said;
    const stateText = [state, this.#draft && `draft kept ${this.#draft}`].filter(Boolean).join(", ");
    setText(requireElement("[data-save-state]"), stateText);
  }

  /**
   * Shows the time of the last draft.
   * @param {string} time Empty if no draft is kept.
   */
  noteDraft(time) {
    this.#draft = time;
    this.showState();
  }

  /**
   * Notes that the current answers were just opened. They count as saved only if they come from a file.
   * @param {boolean} isDraft
   */
  opened(isDraft) {
    this.#kept = isDraft ? "" : this.#now();
    this.#inDraft = isDraft ? this.#now() : "";
    this.#said = "Opened, no changes";
    // Never overwrite the file that was opened, because the earlier version is worth keeping.
    this.#file = null;
    this.showState();
  }

  #now() {
    return JSON.stringify(this.#assessment.envelope());
  }

  /** @param {string} words The passphrase. */
  async #save(words) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#show("Locking the file …");
    const { assessment_id: id = "" } = this.#assessment.envelope();
    if (id !== this.#fileOf) this.#file = null;
    const moment = new Date();
    const now = this.#now();
    const content = JSON.stringify({ ...this.#assessment.envelope(), saved: minuteOf(moment) });
    const name = `${NAME}-${minuteOf(moment).replace("T", "-").replace(":", "")}.cse`;
    try {
      const lost = await Promise.race([wouldBeLost(this.#ask, content), timeoutWithoutText()]);
      if (lost)
        return this.#show(
          `The file was not saved, because it could not be opened again without losing some of your answers. All your answers are still in the form. Opening the file would show this message: ${lost}`,
        );
      const blob = this.#encryption.encrypt(content, words).then((text) => new Blob([text], { type: TYPE }));
      this.#file = await this.#encryption.fileSave(blob, { fileName: name, extensions: [".cse"] }, this.#file);
      this.#fileOf = id;
      await readBack(this.#file, await blob);
      this.#kept = now;
      const time = minuteOf(moment).slice(-5);
      this.#said = this.#file ? `Saved ${time}` : `Saved ${time} as a download`;
      this.#show(
        this.#file
          ? `Saved at ${time} as ${this.#file.name}.`
          : `The file ${name} was sent to your downloads folder at ${time}. Check that it is there before you close this tab.`,
      );
    } catch (fault) {
      this.#file = null;
      const isStopped = fault instanceof DOMException && fault.name === "AbortError";
      this.#show(
        isStopped
          ? "The file was not saved, because you closed the save window."
          : "The file could not be saved. Try again, and choose another folder. Your answers are still in the form.",
      );
    } finally {
      this.#isBusy = false;
      this.showState();
    }
  }

  /** @param {string} words */
  #show(words) {
    const messageElement = requireElement("[data-save-news]");
    messageElement.textContent = words;
    messageElement.hidden = false;
    announceEvent(words);
  }
}

/**
 * Resolves to nothing after two seconds. The browser shows its save window only shortly after the press of a button, so an
 * engine that is still loading must not hold it up.
 * @returns {Promise<string>}
 */
const timeoutWithoutText = () => new Promise((resolve) => setTimeout(() => resolve(""), 2000));

/**
 * Reads the written file again, to detect a full disk or a memory stick that was removed.
 * @param {FileSystemFileHandle | null} file Null for a download, which no page can read.
 * @param {Blob} blob
 */
async function readBack(file, blob) {
  if (!file) return;
  const [written, expected] = await Promise.all([(await file.getFile()).text(), blob.text()]);
  if (written !== expected) throw new Error("not as written");
}
