/**
 * The printed attachment: Python's document shown in the page, and what goes on paper when somebody
 * prints, by the button or by the browser's own command.
 *
 * A report that is older than the answers is never printed: the filled form is, marked.
 */
import { controlsOf, isFilled, itemsOf } from "./answers.mjs";
import { trustedHtml } from "./trusted.mjs";

export class Report {
  #form;
  #place;
  #markingPlace;
  #laterMarking;
  #isCurrent = false;

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} place
   */
  constructor(form, place) {
    this.#form = form;
    this.#place = place;
    this.#markingPlace = /** @type {HTMLElement} */ (form.querySelector(".cse-marking"));
    this.#laterMarking = this.#markingPlace.textContent;
    lookForMargins();
    addEventListener("beforeprint", () => this.#prepare());
    addEventListener("afterprint", () => this.#restore());
  }

  /** Whether what is shown is what the answers say now. */
  get isCurrent() {
    return this.#isCurrent;
  }

  /** The answers have changed: what is shown is out of date until `show` is called. */
  expire() {
    this.#setCurrent(false);
  }

  /** @param {string} html The article, as Python rendered it: escaped, without scripts and styles. */
  show(html) {
    this.#setCurrent(putArticle(this.#place, html) !== undefined);
  }

  /** @param {boolean} isCurrent Also told in the page, for whoever prints it by a program. */
  #setCurrent(isCurrent) {
    this.#isCurrent = isCurrent;
    this.#place.toggleAttribute("data-current", isCurrent);
  }

  #prepare() {
    const root = document.documentElement;
    const article = this.#place.querySelector("article");
    const usesReport = this.#isCurrent && article instanceof HTMLElement;
    root.classList.toggle("print-report", usesReport);
    root.classList.toggle("print-form", !usesReport);
    const { marking, name, date } = usesReport ? article.dataset : { marking: this.#formMarking(), name: "", date: "" };
    setMargins({ marking, name, date });
    if (usesReport) return;
    this.#markingPlace.textContent = marking ?? "";
    const byHand = /** @type {HTMLElement} */ (this.#form.querySelector("[data-by-hand]"));
    for (const item of [...itemsOf(this.#form), byHand]) addTwins(item);
  }

  #restore() {
    document.documentElement.classList.remove("print-report", "print-form");
    this.#markingPlace.textContent = this.#laterMarking;
    for (const twin of this.#form.querySelectorAll(".cse-twin")) twin.remove();
  }

  /** A form that nobody could be known by yet is printed to be filled in. */
  #formMarking() {
    return itemsOf(this.#form).some(identifies) ? this.#form.dataset.marking : this.#laterMarking;
  }
}

/**
 * Whether somebody could be known by what is in it: by the answer, or by the words beside an "Other".
 * @param {HTMLElement} item
 */
function identifies(item) {
  if (item.dataset.kind === "ticks") return controlsOf(item).some((box) => box.type === "text" && box.value !== "");
  return "identifying" in item.dataset && isFilled(item);
}

/**
 * Typed text beside its boxes: on paper a box would cut it off.
 * @param {HTMLElement} item
 */
function addTwins(item) {
  const typed = controlsOf(item).filter(isTyped);
  if (item.dataset.kind === "date") addTwin(typed.at(-1)?.closest(".govuk-date-input"), typed.map((part) => part.value).join(" "));
  else for (const control of typed) addTwin(control, control.value);
}

/**
 * @param {Element | null | undefined} beside
 * @param {string} text
 */
function addTwin(beside, text) {
  const twin = document.createElement("div");
  twin.className = "cse-twin";
  twin.textContent = text.trim();
  beside?.after(twin);
}

/** @param {import("./answers.mjs").Control} control */
const isTyped = (control) =>
  control instanceof HTMLTextAreaElement || (control instanceof HTMLInputElement && control.type === "text");

/**
 * @param {HTMLElement} place
 * @param {string} html As Python rendered it: escaped, without scripts and styles.
 * @returns {HTMLElement | undefined} The article in its place; nothing where there was none in it.
 */
export function putArticle(place, html) {
  const article = new DOMParser().parseFromString(trustedHtml(html), "text/html").querySelector("article.report");
  if (!(article instanceof HTMLElement)) return undefined;
  place.replaceChildren(document.adoptNode(article));
  return article;
}

/** @param {{ marking?: string, name?: string, date?: string }} texts What stands in the margins of the paper. */
export function setMargins(texts) {
  for (const name of /** @type {const} */ (["marking", "name", "date"])) {
    // JSON's quoting is CSS's too for what these hold: initials, a date, a marking.
    document.documentElement.style.setProperty(`--report-${name}`, JSON.stringify(texts[name] ?? ""));
  }
}

/** Margin boxes carry the marking and the page numbers; where a browser has none, what stands in for them in the text is printed. */
export function lookForMargins() {
  document.documentElement.classList.toggle("margin-boxes", "CSSMarginRule" in window);
}
