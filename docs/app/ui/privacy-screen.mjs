/**
 * Privacy screen: covers the page with one panel. The rest of the page is unchanged but hidden from view, the keyboard, screen
 * readers and print.
 */
const root = document.documentElement;
/** The class of the root element while a privacy screen is shown; _shared-computer.scss hides the rest of the page by it. */
const SHOWN = "privacy-screen-shown";

export class PrivacyScreen {
  #panel;
  /** @type {HTMLElement[]} */
  #madeInert = [];
  /** @type {Element | null} */
  #focused = null;
  #scrolled = { left: 0, top: 0 };
  /** @type {{ dialog: HTMLDialogElement, focused: Element | null } | undefined} A dialog that opens again when the page is uncovered. */
  #paused;

  /** @param {HTMLElement} panel */
  constructor(panel) {
    this.#panel = panel;
    // A child of the body, so that all its siblings can be made inert.
    document.body.append(panel);
  }

  get isShown() {
    return !this.#panel.hidden;
  }

  /**
   * Covers the page, unless another privacy screen already does.
   * @param {HTMLElement} focus An element in the panel. Moving the focus there makes a screen reader announce it.
   */
  show(focus) {
    if (root.classList.contains(SHOWN)) return;
    // An open dialog is in the top layer: it would cover the panel and make it inert.
    for (const dialog of document.querySelectorAll("dialog")) if (dialog.open) this.#close(dialog);
    this.#focused = document.activeElement;
    this.#scrolled = { left: scrollX, top: scrollY };
    for (const other of document.body.children) {
      if (!(other instanceof HTMLElement) || other === this.#panel || other.inert) continue;
      other.inert = true;
      this.#madeInert.push(other);
    }
    root.classList.add(SHOWN);
    this.#panel.hidden = false;
    focus.focus();
  }

  /** Uncovers the page and restores the focus and the scroll position. */
  hide() {
    root.classList.remove(SHOWN);
    this.#panel.hidden = true;
    for (const other of this.#madeInert.splice(0)) other.inert = false;
    if (this.#focused instanceof HTMLElement) this.#focused.focus({ preventScroll: true });
    scrollTo({ ...this.#scrolled, behavior: "instant" });
    this.#resume();
  }

  /** @param {HTMLDialogElement} dialog Keeps what was chosen in it if it has `data-resumes`: it is marked as paused until it opens again. */
  #close(dialog) {
    if ("resumes" in dialog.dataset) {
      dialog.dataset.paused = "";
      this.#paused = { dialog, focused: document.activeElement };
    }
    dialog.close();
  }

  #resume() {
    if (!this.#paused) return;
    const { dialog, focused } = this.#paused;
    this.#paused = undefined;
    delete dialog.dataset.paused;
    dialog.showModal();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
