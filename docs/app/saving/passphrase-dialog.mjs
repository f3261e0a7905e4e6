/**
 * Passphrase dialog: offers a generated passphrase or accepts the person's own. A generated one must be written down before it is
 * used.
 */
import { pressOnEnter, requireElement } from "../ui/dom.mjs";

/** @typedef {typeof import("../crypto/encryption.mjs")} Encryption */

const STRENGTHS = {
  weak: "Too easy to guess.",
  fair: "Fairly strong. Add one or two more words to make it strong.",
  strong: "Hard to guess.",
};
const REASONS = {
  form: "It is made from what is in this form. Someone who knows the child could guess it.",
  places: "It is made from words that this site uses, such as names of places or services.",
  set: "It is a list or a sequence that many people know.",
  phrase: "It is a well-known phrase.",
  sentence: "It reads like a sentence, so each word makes the next one easy to guess.",
  repeat: "It repeats a word or a letter.",
  short: "It is too short, or a common pattern.",
};
const BETTER = "Use more words that are not connected, such as 5 things you see around you.";

/** Asks for a passphrase. */
export class PassphraseDialog {
  #encryption;
  /** @type {typeof import("../crypto/passphrase-generator.mjs") | undefined} */
  #guessing;
  /** The passphrase that was used last, so that the next save does not need another one. */
  #last = "";
  /** @type {Set<string>} The words of the form: a person who knows it would try them first. */
  #known = new Set();
  /** @type {(words: string) => void} */
  #use = () => {};

  /** @param {Encryption} encryption */
  constructor(encryption) {
    this.#encryption = encryption;
    for (const radio of kinds()) radio.addEventListener("change", () => this.#show());
    requireElement("#passphrase-other").addEventListener("click", () => this.#make());
    box("#passphrase-own").addEventListener("input", () => this.#judge());
    requireElement("#passphrase-use").addEventListener("click", () => this.#check());
    for (const id of ["#passphrase-own", "#passphrase-again"]) pressOnEnter(box(id), requireElement("#passphrase-use"));
    requireElement("#passphrase-cancel").addEventListener("click", () => dialog().close());
    // Remove the passphrase from the page.
    dialog().addEventListener("close", () => this.#forget());
  }

  /**
   * Shows the dialog.
   * @param {"save" | "draft"} purpose
   * @param {(words: string) => void} use Called with the passphrase while the button's click event is handled, because browsers open
   *   the save window only then. Not called if the person cancels.
   */
  async ask(purpose, use) {
    this.#guessing ??= await this.#encryption.guessing();
    if (dialog().open) return;
    this.#use = use;
    this.#known = this.#guessing.knownWords(textsOfForm());
    for (const each of dialog().querySelectorAll("[data-passphrase-for]")) {
      /** @type {HTMLElement} */ (each).hidden = /** @type {HTMLElement} */ (each).dataset.passphraseFor !== purpose;
    }
    requireElement("[data-passphrase-same]").hidden = !this.#last;
    for (const radio of kinds()) radio.checked = radio.value === (this.#last ? "same" : "made");
    this.#make();
    this.#show();
    dialog().showModal();
  }

  #make() {
    requireElement("[data-generated-passphrase]").textContent = this.#guessing?.makeWords() ?? "";
    box("#passphrase-written").checked = false;
  }

  #show() {
    for (const each of dialog().querySelectorAll("[data-passphrase-kind]")) {
      /** @type {HTMLElement} */ (each).hidden = /** @type {HTMLElement} */ (each).dataset.passphraseKind !== kind();
    }
    this.#complain("");
  }

  #judge() {
    const typed = box("#passphrase-own").value;
    requireElement("[data-passphrase-strength]").textContent = typed.trim() && this.#judged(typed).words;
  }

  #check() {
    const { words, wrong = "", at = "" } = this.#chosen();
    if (!words) {
      this.#complain(wrong);
      return box(at).focus();
    }
    this.#last = words;
    const use = this.#use;
    dialog().close();
    use(words);
  }

  /**
   * Returns the chosen passphrase, or what is wrong and in which field.
   * @returns {{ words?: string, wrong?: string, at?: string }}
   */
  #chosen() {
    if (kind() === "same") return { words: this.#last };
    if (kind() === "made") {
      const words = requireElement("[data-generated-passphrase]").textContent ?? "";
      return box("#passphrase-written").checked
        ? { words }
        : { wrong: "Write the 7 words down, then tick the box to confirm", at: "#passphrase-written" };
    }
    const [typed, again] = ["#passphrase-own", "#passphrase-again"].map((id) => box(id).value);
    const { isWeak, words } = this.#judged(typed);
    if (isWeak) return { wrong: `Your own passphrase: ${words}`, at: "#passphrase-own" };
    return this.#encryption.normalise(typed) === this.#encryption.normalise(again)
      ? { words: typed }
      : { wrong: "The passphrases do not match. Type the same passphrase in both boxes", at: "#passphrase-again" };
  }

  /** @param {string} typed */
  #judged(typed) {
    const { strength, reason = "short" } = this.#guessing?.judge(typed, this.#known) ?? { strength: "weak" };
    const isWeak = strength === "weak";
    return { isWeak, words: isWeak ? `${STRENGTHS.weak} ${REASONS[reason]} ${BETTER}` : STRENGTHS[strength] };
  }

  /** @param {string} message */
  #complain(message) {
    const messageElement = requireElement("[data-passphrase-wrong]");
    messageElement.textContent = message;
    messageElement.hidden = !message;
  }

  #forget() {
    this.#use = () => {};
    this.#known = new Set();
    requireElement("[data-generated-passphrase]").textContent = requireElement(
      "[data-passphrase-strength]",
    ).textContent = "";
    for (const id of ["#passphrase-own", "#passphrase-again"]) box(id).value = "";
    this.#complain("");
  }
}

/** Returns the texts and dates in the form. */
function textsOfForm() {
  const boxes = document.querySelectorAll(
    "#assessment input:not([type=radio], [type=checkbox], [type=file]), #assessment textarea",
  );
  const typed = /** @type {HTMLInputElement[]} */ ([...boxes]).filter((each) => !each.closest("dialog"));
  return typed.map((each) => each.value);
}

const dialog = () => /** @type {HTMLDialogElement} */ (requireElement("#passphrase-dialog"));
/** @param {string} selector */
const box = (selector) => /** @type {HTMLInputElement} */ (requireElement(selector));
const kinds = () => /** @type {HTMLInputElement[]} */ ([...dialog().querySelectorAll('[name="passphrase-kind"]')]);
const kind = () => kinds().find((radio) => radio.checked)?.value;
