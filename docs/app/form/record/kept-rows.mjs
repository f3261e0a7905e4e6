/**
 * Cache of rows: one row of the page for each entry of a block, updated only when the entry has changed, and the fields of the
 * open entry.
 */
import { EntryFields } from "./entry-fields.mjs";
import { fieldsOf, removedRow, rowOf, summary } from "./entry-rows.mjs";

/**
 * @typedef {import("../answers/entry.mjs").Entry} Entry
 * @typedef {import("../answers/entry-list.mjs").EntryList} EntryList
 * @typedef {import("./entry-fields.mjs").Box} Box
 */

/** The rows of one block. */
export class KeptRows {
  #word;
  #list;
  #template;
  #boxes;
  #fields;
  /** @type {WeakMap<Entry, { row: HTMLElement, state: string }>} */
  #rows = new WeakMap();
  /** @type {EntryFields | undefined} */
  #open;

  /**
   * @param {string} word What one entry is called.
   * @param {EntryList} list
   * @param {DocumentFragment} template
   * @param {() => Box[]} boxes Returns the boxes of the tick list that the block is beside.
   */
  constructor(word, list, template, boxes) {
    this.#word = word;
    this.#list = list;
    this.#template = template;
    this.#boxes = boxes;
    this.#fields = fieldsOf(template);
  }

  /** The fields of the open entry, if it is in this block. */
  get open() {
    return this.#open;
  }

  /**
   * Returns the row that an entry was last shown in, if there is one.
   * @param {Entry} entry
   */
  last(entry) {
    return this.#rows.get(entry)?.row;
  }

  /**
   * Returns the rows of all entries of the block, as they are now.
   * @param {Entry[]} entries
   */
  of(entries) {
    const rows = entries.map((entry) => this.#row(entry));
    if (this.#open && !entries.includes(this.#open.entry)) this.#open = undefined;
    return rows;
  }

  /** Offers the boxes that are ticked now, if an entry is open. */
  offerBoxes() {
    if (this.#open) this.#open.offer(this.#boxes());
  }

  /**
   * @param {Entry} entry
   * @returns {HTMLElement}
   */
  #row(entry) {
    const cachedRow = this.#rows.get(entry) ?? { row: document.createElement("li"), state: "" };
    this.#rows.set(entry, cachedRow);
    if (entry === this.#list.edits.open) {
      if (this.#open?.entry !== entry) {
        const empty = /** @type {HTMLElement} */ (this.#template.querySelector("[data-entry-fields]"));
        this.#open = new EntryFields(empty, this.#list, entry, this.#boxes());
      } else this.#open.showMarks(this.#list);
      if (cachedRow.state !== "open") cachedRow.row.replaceChildren(this.#open.element);
      cachedRow.state = "open";
      return cachedRow.row;
    }
    if (this.#open?.entry === entry) this.#open = undefined;
    const box = entry.about?.includes(".") && this.#boxes().find(({ value }) => value === entry.about);
    const line = summary(entry, this.#fields, box ? box.label : "");
    const isRemoved = entry === this.#list.edits.removed;
    const messages = this.#list.marksOf(entry).map(({ message }) => message);
    const state = JSON.stringify([isRemoved, line, messages]);
    if (state === cachedRow.state) return cachedRow.row;
    cachedRow.state = state;
    cachedRow.row.replaceChildren(...(isRemoved ? removedRow(line) : rowOf(line, this.#word, messages)));
    return cachedRow.row;
  }
}
