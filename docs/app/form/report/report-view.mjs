/**
 * Report view: shows the HTML report that Python rendered, or a reduced copy of it, and prepares the page for printing (by a button or
 * the browser's menu).
 *
 * A report that is older than the answers is never printed. The form is printed in its place, with a marking. A change of an answer
 * also ends a reduced copy, so the copy is never older than the answers.
 *
 * @typedef {object} Copy A reduced copy that is shown in place of the report.
 * @property {() => void} onPrinted Called after the copy was printed, or the print dialogue was cancelled: browsers do not tell.
 * @property {(isOutdated: boolean) => void} onEnd Called when the report is shown again, with whether an answer has changed.
 */
import { controlsOf, isFilled, itemsOf } from "../answers/read-answers.mjs";
import { lookForMargins, setMargins } from "./print-margins.mjs";
import { addPrintedValues, removePrintedValues } from "./printed-values.mjs";
import { articleIn, putArticle } from "./report-article.mjs";

/** Shows the report, and chooses between report and form when the page is printed. */
export class Report {
  #form;
  #place;
  #markingPlace;
  #laterMarking;
  #isCurrent = false;
  #changes = 0;
  /** @type {HTMLElement | undefined} The report, also while a copy is in its place. */
  #whole;
  #shown = "";
  /** @type {Copy | undefined} */
  #copy;
  #isLogging = false;
  #isCopyPrinted = false;

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

  /** Whether the report matches the current answers. */
  get isCurrent() {
    return this.#isCurrent;
  }

  /** How often the answers have changed: a copy that was asked for before the last change is out of date. */
  get changes() {
    return this.#changes;
  }

  /** Marks the report as out of date, until `show` is called. Ends a copy. */
  expire() {
    this.#setCurrent(false);
    if (this.#isLogging) return;
    this.#changes += 1;
    this.endCopy(true);
  }

  /**
   * Shows a report.
   * @param {string} html The article as Python rendered it: escaped, without scripts and styles.
   */
  show(html) {
    // The same report stays in place, and with it whatever the person has marked or focused in it.
    const article = html === this.#shown ? this.#whole : articleIn(html);
    this.#shown = html;
    this.#whole = article ?? this.#whole;
    if (article && !this.#copy && article.parentElement !== this.#place) this.#place.replaceChildren(article);
    this.#setCurrent(article !== undefined);
  }

  /**
   * Shows a reduced copy in place of the report.
   * @param {string} html As for `show`.
   * @param {Copy} copy
   * @returns {boolean} Whether it is shown: not if the HTML has no article.
   */
  showCopy(html, copy) {
    if (!putArticle(this.#place, html)) return false;
    this.#copy = copy;
    return true;
  }

  /** Shows the report again, if a copy is in its place. */
  endCopy(isOutdated = false) {
    const copy = this.#copy;
    if (!copy) return;
    this.#copy = undefined;
    this.#place.replaceChildren(...(this.#whole ? [this.#whole] : []));
    copy.onEnd(isOutdated);
  }

  /**
   * Changes the answers by the entry that logs a copy. This alone does not end the copy: it says the same as before, and a browser may
   * still be drawing its pages.
   * @param {() => void} add
   */
  log(add) {
    this.#isLogging = true;
    try {
      add();
    } finally {
      this.#isLogging = false;
    }
  }

  /** Forgets the report and the copy, because the form is being cleared. */
  forget() {
    this.#whole = this.#copy = undefined;
    this.#shown = "";
    this.#setCurrent(false);
  }

  /** @param {boolean} isCurrent Also set as an attribute, for programs that print the page. */
  #setCurrent(isCurrent) {
    this.#isCurrent = isCurrent;
    this.#place.toggleAttribute("data-current", isCurrent);
  }

  #prepare() {
    const root = document.documentElement;
    const article = this.#place.querySelector("article");
    this.#isCopyPrinted = this.#copy !== undefined;
    const usesReport = (this.#isCopyPrinted || this.#isCurrent) && article instanceof HTMLElement;
    root.classList.toggle("print-report", usesReport);
    root.classList.toggle("print-form", !usesReport);
    const { marking, name, date } = usesReport ? article.dataset : { marking: this.#formMarking(), name: "", date: "" };
    setMargins({ marking, name, date });
    if (usesReport) return;
    this.#markingPlace.textContent = marking ?? "";
    addPrintedValues(this.#form);
  }

  #restore() {
    document.documentElement.classList.remove("print-report", "print-form");
    this.#markingPlace.textContent = this.#laterMarking;
    removePrintedValues(this.#form);
    if (this.#isCopyPrinted) this.#copy?.onPrinted();
    this.#isCopyPrinted = false;
  }

  /** A form that identifies nobody yet is printed without the sensitive marking, to be filled in by hand. */
  #formMarking() {
    return itemsOf(this.#form).some(identifies) ? this.#form.dataset.marking : this.#laterMarking;
  }
}

/**
 * Returns whether an answer could identify a person: the answer itself, or the text beside an "Other".
 * @param {HTMLElement} item
 */
function identifies(item) {
  if (item.dataset.kind === "ticks") return controlsOf(item).some((box) => box.type === "text" && box.value !== "");
  return "identifying" in item.dataset && isFilled(item);
}
