/**
 * Entry block: a collapsed block of the page that shows the entries of one list that belong there, and lets a person add, change and
 * remove them. Nothing is made before the block is opened. Only the open entry has fields.
 */
import { announceEvent, setText } from "../../ui/dom.mjs";
import { counted, hasText } from "../answers/entry.mjs";
import { KeptRows } from "./kept-rows.mjs";

/**
 * @typedef {import("../answers/entry.mjs").Entry} Entry
 * @typedef {import("../answers/entry-list.mjs").EntryList} EntryList
 * @typedef {import("./entry-fields.mjs").Box} Box
 */

export class EntryBlock {
  #item;
  #list;
  #details;
  #template;
  #rows;

  /**
   * @param {HTMLElement} item The item of the list.
   * @param {EntryList} list
   * @param {HTMLDetailsElement} details
   * @param {DocumentFragment} template
   * @param {() => Box[]} boxes Returns the boxes of the tick list that the block is beside.
   */
  constructor(item, list, details, template, boxes) {
    this.#item = item;
    this.#list = list;
    this.#details = details;
    this.#template = template;
    this.#rows = new KeptRows(item.dataset.entry ?? "", list, template, boxes);
    details.addEventListener("toggle", () => this.#toggled());
    details.addEventListener("click", ({ target }) => {
      if (target instanceof Element) this.#pressed(target);
    });
  }

  get place() {
    return this.#details.dataset.place ?? "";
  }

  get beside() {
    return this.#details.querySelector("summary .govuk-visually-hidden")?.textContent.trim() ?? "";
  }

  /** Shows the entries, if the block is open, and their number in any case. */
  show() {
    const entries = this.#list.at(this.place);
    this.#showCount(entries);
    if (!this.#details.open) return;
    this.#build();
    const { activeElement } = document;
    const rows = this.#find("[data-rows]");
    const expectedRows = this.#rows.of(entries);
    if (expectedRows.length !== rows.children.length || expectedRows.some((row, n) => row !== rows.children[n]))
      rows.replaceChildren(...expectedRows);
    this.#find("[data-full]").hidden = !this.#list.isFull;
    this.#find("[data-add]").hidden = this.#list.isFull;
    // A row that has moved has lost the focus.
    if (
      activeElement instanceof HTMLElement &&
      activeElement !== document.activeElement &&
      rows.contains(activeElement)
    )
      activeElement.focus({ preventScroll: true });
  }

  /** Follows the answers beside the block: which boxes are ticked, and whether an answer is not known. */
  follow() {
    this.#rows.offerBoxes();
    if (!("waits" in this.#details.dataset)) return;
    const answer = this.#details.closest("[data-item]")?.querySelector("[data-not-known]:checked");
    this.#details.hidden = !answer && this.#list.at(this.place).length === 0;
  }

  /** @param {string} field */
  reveal(field) {
    this.#details.hidden = false;
    this.#details.open = true;
    this.show();
    this.#details.scrollIntoView({ block: "nearest" });
    if (this.#rows.open) this.#rows.open.focus(field);
    else this.#find("[data-change], [data-add]").focus();
  }

  #toggled() {
    // Fields that nobody sees are closed, so that the entries can be sorted.
    if (!this.#details.open && this.#rows.open) this.#list.edits.close();
    this.show();
  }

  /** @param {Element} target */
  #pressed(target) {
    const button = target.closest("button");
    if (!(button instanceof HTMLElement)) return;
    const row = button.closest("li");
    const entry = this.#list.at(this.place).find((each) => this.#rows.last(each) === row);
    if ("add" in button.dataset) this.#add();
    else if ("undo" in button.dataset) this.#undo();
    else if (!entry) return;
    else if ("change" in button.dataset) this.#change(entry);
    else if ("done" in button.dataset) this.#done(entry);
    else if ("remove" in button.dataset) this.#remove(entry);
  }

  #add() {
    this.#list.edits.add(this.place, this.#details.dataset.about ?? "");
    this.#rows.open?.focus("");
  }

  /** @param {Entry} entry */
  #change(entry) {
    this.#list.edits.change(entry);
    this.#rows.open?.focus("");
  }

  /** @param {Entry} entry */
  #done(entry) {
    this.#list.edits.close();
    const row = this.#rows.last(entry);
    const isKept = row?.isConnected;
    (isKept ? row?.querySelector("button") : this.#find("[data-add]"))?.focus();
    announceEvent(isKept ? `The list now has ${this.#said()}.` : `Nothing was typed. The list has ${this.#said()}.`);
  }

  /** @param {Entry} entry */
  #remove(entry) {
    this.#list.edits.remove(entry);
    (this.#find("[data-undo]") ?? this.#find("[data-add]")).focus();
    announceEvent(`Removed. The list now has ${this.#said()}.`);
    this.#changed();
  }

  #undo() {
    const entry = this.#list.edits.removed;
    this.#list.edits.undo();
    if (entry) this.#rows.last(entry)?.querySelector("button")?.focus();
    announceEvent(`Restored. The list now has ${this.#said()}.`);
    this.#changed();
  }

  #said() {
    return counted(this.#item, this.#list.count);
  }

  /** Dispatches an input event, so that the form handles the change as it does after typing. */
  #changed() {
    this.#details.dispatchEvent(new Event("input", { bubbles: true }));
    this.#details.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #build() {
    const body = this.#find("[data-entries-body]");
    if (body.firstElementChild) return;
    body.append(document.importNode(/** @type {Element} */ (this.#template.querySelector("[data-entry-block]")), true));
    this.#find("[data-add-about]").textContent = this.beside && ` ${this.beside}`;
  }

  /** @param {Entry[]} entries */
  #showCount(entries) {
    const countElement = this.#find("[data-entries-count]");
    const otherEntries = entries.filter((entry) => entry !== this.#list.edits.removed && entry !== this.#blank);
    // The open entry is not counted: its marks are at its fields, and it may be incomplete.
    const closed = otherEntries.filter((entry) => entry !== this.#list.edits.open);
    const toCheck = closed.some((entry) => this.#list.marksOf(entry).length > 0) ? ", needs checking" : "";
    const countText = otherEntries.length ? `(${otherEntries.length}${toCheck})` : "";
    setText(countElement, countText);
    countElement.classList.toggle("cse-entries__look", toCheck !== "");
    this.follow();
  }

  /** The open entry, while nothing is typed in it. */
  get #blank() {
    const { open } = this.#list.edits;
    return open && !hasText(open) ? open : undefined;
  }

  /** @param {string} selector @returns {HTMLElement} */
  #find(selector) {
    return /** @type {HTMLElement} */ (this.#details.querySelector(selector));
  }
}
