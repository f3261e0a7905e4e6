/**
 * Covers the page by one panel: from then on everything else is hidden from eyes, keyboard, screen readers and paper, and
 * still there as it was.
 */
const root = document.documentElement;

export class Curtain {
  #panel;
  /** @type {HTMLElement[]} */
  #shut = [];
  /** @type {Element | null} */
  #focused = null;
  #scrolled = { left: 0, top: 0 };

  /** @param {HTMLElement} panel */
  constructor(panel) {
    this.#panel = panel;
    // Among the body's own children, so that all the others can be shut.
    document.body.append(panel);
  }

  get isDrawn() {
    return !this.#panel.hidden;
  }

  /**
   * Covers the page, unless another curtain does already.
   * @param {HTMLElement} focus In the panel: being moved there is what tells a screen reader, once.
   */
  draw(focus) {
    if (root.classList.contains("curtained")) return;
    // An open dialogue would lie above the panel and shut it.
    for (const dialog of document.querySelectorAll("dialog")) if (dialog.open) dialog.close();
    this.#focused = document.activeElement;
    this.#scrolled = { left: scrollX, top: scrollY };
    for (const other of document.body.children) {
      if (!(other instanceof HTMLElement) || other === this.#panel || other.inert) continue;
      other.inert = true;
      this.#shut.push(other);
    }
    root.classList.add("curtained");
    this.#panel.hidden = false;
    focus.focus();
  }

  /** Shows the page again, with focus and scroll position where they were. */
  open() {
    root.classList.remove("curtained");
    this.#panel.hidden = true;
    for (const other of this.#shut.splice(0)) other.inert = false;
    if (this.#focused instanceof HTMLElement) this.#focused.focus({ preventScroll: true });
    scrollTo({ ...this.#scrolled, behavior: "instant" });
  }
}
