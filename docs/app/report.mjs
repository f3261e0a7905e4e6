/**
 * The printed attachment: Python's document shown in the page, and what goes on paper when somebody
 * prints, by the button or by the browser's own command.
 *
 * A report that is older than the answers is never printed: the filled form is, marked.
 */
import { controlsOf, isFilled, itemsOf } from "./answers.mjs";

export class Report {
  #form;
  #place;
  #isCurrent = false;

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} place
   */
  constructor(form, place) {
    this.#form = form;
    this.#place = place;
    // Margin boxes carry the marking and the page numbers; where a browser has none, a row of the
    // report repeats on every page instead.
    document.documentElement.classList.toggle("no-margin-boxes", !("CSSMarginRule" in window));
    addEventListener("beforeprint", () => this.#prepare());
    addEventListener("afterprint", () => this.#restore());
  }

  /** Whether what is shown is what the answers say now. */
  get isCurrent() {
    return this.#isCurrent;
  }

  /** The answers have changed: what is shown is out of date until `show` is called. */
  expire() {
    this.#isCurrent = false;
  }

  /** @param {string} html The article, as Python rendered it: escaped, without scripts and styles. */
  show(html) {
    const article = new DOMParser().parseFromString(html, "text/html").querySelector("article.report");
    if (!(article instanceof HTMLElement)) return;
    this.#place.replaceChildren(document.adoptNode(article));
    this.#isCurrent = true;
  }

  #prepare() {
    const root = document.documentElement;
    const article = this.#place.querySelector("article");
    const usesReport = this.#isCurrent && article instanceof HTMLElement;
    root.classList.toggle("print-report", usesReport);
    root.classList.toggle("print-form", !usesReport);
    const { marking, name, date } = usesReport ? article.dataset : { marking: this.#formMarking(), name: "", date: "" };
    setMargin("--report-marking", marking);
    setMargin("--report-name", name);
    setMargin("--report-date", date);
    if (!usesReport) for (const item of itemsOf(this.#form)) addTwins(item);
  }

  #restore() {
    document.documentElement.classList.remove("print-report", "print-form");
    for (const twin of this.#form.querySelectorAll(".cse-twin")) twin.remove();
  }

  #formMarking() {
    return itemsOf(this.#form).some(identifies) ? this.#form.dataset.marking : "";
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
 * Typed text beside its box: a box on paper would cut long text off.
 * @param {HTMLElement} item
 */
function addTwins(item) {
  if (item.dataset.kind === "date") return;
  for (const control of controlsOf(item)) {
    const isTyped =
      control instanceof HTMLTextAreaElement || (control instanceof HTMLInputElement && control.type === "text");
    if (!isTyped) continue;
    const twin = document.createElement("div");
    twin.className = "cse-twin";
    twin.textContent = control.value;
    control.after(twin);
  }
}

/**
 * @param {string} name
 * @param {string | undefined} text
 */
function setMargin(name, text) {
  // JSON's quoting is CSS's too for what these hold: initials, a date, a marking.
  document.documentElement.style.setProperty(name, JSON.stringify(text ?? ""));
}
