/** Offers a draft that this browser holds: its versions to open, and a button to delete it, which asks for confirmation. */
import { announce, requireElement } from "../../ui/dom.mjs";
import { remaining } from "./draft-lifetime.mjs";

/**
 * @typedef {import("./draft-lifetime.mjs").Draft} Draft
 * @typedef {object} Actions
 * @property {(version: import("./draft-lifetime.mjs").Version) => void} open Opens one version, which is encrypted.
 * @property {() => void} delete
 */

// A draft has up to 6 versions: 3 of its own, and 3 that were the newest when other answers took their place.
const PLACES = ["second", "third", "fourth", "fifth", "sixth"];

/** The part of the page that offers a draft. */
export class DraftOffer {
  #actions;

  /** @param {Actions} actions */
  constructor(actions) {
    this.#actions = actions;
    for (const button of document.querySelectorAll("[data-draft-delete]")) {
      button.addEventListener("click", () => dialog().showModal());
    }
    requireElement("#draft-delete-no").addEventListener("click", () => dialog().close());
    requireElement("#draft-delete-yes").addEventListener("click", () => {
      dialog().close();
      this.#actions.delete();
    });
  }

  /**
   * Shows or hides the offer.
   * @param {Draft | undefined} draft
   * @param {boolean} isKept Whether this tab keeps the draft. Then there is nothing to open.
   */
  show(draft, isKept) {
    requireElement("#draft-found").hidden = !draft || isKept;
    requireElement("[data-draft-kept]").hidden = !draft || !isKept;
    if (!draft) return;
    for (const lifetimeElement of document.querySelectorAll("[data-draft-life]"))
      lifetimeElement.textContent = remaining(draft, Date.now());
    const [newest, ...older] = draft.versions;
    // Versions of the same minute get seconds, so that their times differ too.
    const isSame = new Set(draft.versions.map(({ written }) => momentOf(written))).size < draft.versions.length;
    requireElement("[data-draft-written]").textContent = momentOf(newest.written, isSame);
    requireElement("#draft-open").onclick = () => this.#actions.open(newest);
    requireElement("[data-draft-older]").hidden = older.length === 0;
    requireElement("[data-draft-versions]").replaceChildren(
      ...older.map((version, index) =>
        this.#item(version, `${momentOf(version.written, isSame)} (${PLACES[index]} newest)`),
      ),
    );
  }

  /** Scrolls to the offer, and keeps the browser from scrolling away from it to where the page was before a reload. */
  bringIntoView() {
    // Do not scroll if the person has already started to use the page.
    if (document.activeElement && document.activeElement !== document.body) return;
    const offer = requireElement("#draft-found");
    // On a slow computer the browser restores the old position after this.
    history.scrollRestoration = "manual";
    offer.scrollIntoView({ block: "center" });
    offer.focus({ preventScroll: true });
    announce("There is a draft on this computer.");
  }

  /**
   * @param {import("./draft-lifetime.mjs").Version} version
   * @param {string} name
   */
  #item(version, name) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cse-link";
    button.textContent = `Open the version from ${name}`;
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("click", () => this.#actions.open(version));
    const item = document.createElement("li");
    item.append(button);
    return item;
  }
}

const dialog = () => /** @type {HTMLDialogElement} */ (requireElement("#draft-delete-dialog"));

/**
 * @param {number} moment In ms since 1970.
 * @param {boolean} [hasSeconds]
 */
const momentOf = (moment, hasSeconds = false) =>
  new Date(moment).toLocaleString("en-GB", {
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    second: hasSeconds ? "2-digit" : undefined,
  });
