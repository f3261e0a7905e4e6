/** The question with which words something is to be locked: made here or one's own, written down before they count. */
import { part } from "./page.mjs";

/** @typedef {typeof import("./vault.mjs")} Vault */

const STRENGTHS = {
  weak: "Too easy to guess. Use more words that do not belong together, such as four or five things you see around you.",
  fair: "Could be guessed with much effort. One or two more words make it strong.",
  strong: "Hard to guess.",
};

export class Words {
  #vault;
  /** @type {typeof import("./guessing.mjs") | undefined} */
  #guessing;
  /** The words that were used last, so that the next save does not make another set to be written down. */
  #last = "";
  /** @type {(words: string) => void} */
  #use = () => {};

  /** @param {Vault} vault */
  constructor(vault) {
    this.#vault = vault;
    for (const radio of kinds()) radio.addEventListener("change", () => this.#show());
    part("#words-other").addEventListener("click", () => this.#make());
    box("#words-own").addEventListener("input", () => this.#judge());
    part("#words-use").addEventListener("click", () => this.#check());
    part("#words-cancel").addEventListener("click", () => dialog().close());
    // Nothing of them stays in the page.
    dialog().addEventListener("close", () => this.#forget());
  }

  /**
   * @param {"save" | "draft"} purpose
   * @param {(words: string) => void} use Called in the press of the button, which browsers ask for before they let a file be
   *   saved; never called if somebody thinks better of it.
   */
  async ask(purpose, use) {
    this.#guessing ??= await this.#vault.guessing();
    if (dialog().open) return;
    this.#use = use;
    for (const each of dialog().querySelectorAll("[data-words-for]")) {
      /** @type {HTMLElement} */ (each).hidden = /** @type {HTMLElement} */ (each).dataset.wordsFor !== purpose;
    }
    part("[data-words-same]").hidden = !this.#last;
    for (const radio of kinds()) radio.checked = radio.value === (this.#last ? "same" : "made");
    this.#make();
    this.#show();
    dialog().showModal();
  }

  #make() {
    part("[data-words]").textContent = this.#guessing?.makeWords() ?? "";
    box("#words-written").checked = false;
  }

  #show() {
    for (const each of dialog().querySelectorAll("[data-words-kind]")) {
      /** @type {HTMLElement} */ (each).hidden = /** @type {HTMLElement} */ (each).dataset.wordsKind !== kind();
    }
    this.#complain("");
  }

  #judge() {
    const own = box("#words-own").value;
    part("[data-words-strength]").textContent = own.trim() && STRENGTHS[this.#strength(own)];
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

  /** @returns {{ words?: string, wrong?: string, at?: string }} The words, or what is wrong and where. */
  #chosen() {
    if (kind() === "same") return { words: this.#last };
    if (kind() === "made") {
      const words = part("[data-words]").textContent ?? "";
      return box("#words-written").checked
        ? { words }
        : { wrong: "Write the seven words down, then tick the box that says so", at: "#words-written" };
    }
    const [own, again] = ["#words-own", "#words-again"].map((id) => box(id).value);
    if (this.#strength(own) === "weak") return { wrong: `Your own words: ${STRENGTHS.weak}`, at: "#words-own" };
    return this.#vault.normalise(own) === this.#vault.normalise(again)
      ? { words: own }
      : { wrong: "The words in the two boxes differ. Type the same words in both", at: "#words-again" };
  }

  /** @param {string} own */
  #strength(own) {
    return this.#guessing?.strength(own) ?? "weak";
  }

  /** @param {string} wrong */
  #complain(wrong) {
    const place = part("[data-words-wrong]");
    place.textContent = wrong;
    place.hidden = !wrong;
  }

  #forget() {
    this.#use = () => {};
    part("[data-words]").textContent = part("[data-words-strength]").textContent = "";
    for (const id of ["#words-own", "#words-again"]) box(id).value = "";
    this.#complain("");
  }
}

const dialog = () => /** @type {HTMLDialogElement} */ (part("#words-dialog"));
/** @param {string} selector */
const box = (selector) => /** @type {HTMLInputElement} */ (part(selector));
const kinds = () => /** @type {HTMLInputElement[]} */ ([...dialog().querySelectorAll('[name="words-kind"]')]);
const kind = () => kinds().find((radio) => radio.checked)?.value;
