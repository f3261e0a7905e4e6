/**
 * Entry list: the entries of one list of the case record, such as the chronology, with their places, problems and warnings. It
 * does not depend on any field and creates no element. Each item of the kind "entries" has one list; the blocks in the page show
 * parts of it.
 *
 * @import { Entry } from "./entry.mjs"
 * @import { Kind, Mark } from "./entry-faults.mjs"
 * @import { Block } from "./entry-places.mjs"
 */
import { EntryEdits } from "./entry-edits.mjs";
import { EntryFaults } from "./entry-faults.mjs";
import { EntryOrder } from "./entry-order.mjs";
import { EntryPlaces } from "./entry-places.mjs";
import { hasText, withoutBlanks } from "./entry.mjs";
import { ENTRIES } from "../../lib/limits.mjs";

/** @type {WeakMap<Element, EntryList>} */
const lists = new WeakMap();

/**
 * Returns the list of an item of the kind "entries".
 * @param {HTMLElement} item
 * @returns {EntryList}
 */
export function listOf(item) {
  let list = lists.get(item);
  if (!list) {
    list = new EntryList();
    lists.set(item, list);
  }
  return list;
}

/** The entries of one list. */
export class EntryList {
  #order = new EntryOrder();
  #faults = new EntryFaults();
  #places = new EntryPlaces();
  /** The edits of the entries. */
  edits = new EntryEdits(this.#order, this.#places);

  /** @param {Block} block */
  attach(block) {
    this.#places.attach(block);
  }

  /**
   * Returns the entries with text, as they are sent and saved. Blank texts are left out.
   * @returns {Entry[]}
   */
  get answers() {
    return this.#order.filled.map(withoutBlanks);
  }

  get isFilled() {
    return this.#order.added.some(hasText);
  }

  /** The number of entries with text. */
  get count() {
    return this.#order.filled.length;
  }

  get isFull() {
    return this.#order.added.length >= ENTRIES;
  }

  /**
   * Returns the entries of one place in the order in which they are shown, with the one that was just removed.
   * @param {string} place
   */
  at(place) {
    return this.#order.shown.filter((entry) => this.placeOf(entry) === place);
  }

  /**
   * Returns what the block of an entry is about, and the number of the entry there, as it is shown.
   * @param {number} index In `answers`.
   */
  positionOf(index) {
    const entry = this.#order.filled[index];
    // A fault found before the entry was removed.
    if (!entry) return { beside: "", number: index + 1 };
    const shown = this.at(this.placeOf(entry)).filter((each) => this.#order.filled.includes(each));
    return { beside: this.#places.beside(entry), number: shown.indexOf(entry) + 1 };
  }

  /**
   * Returns the problems of an entry, then its warnings.
   * @param {Entry} entry
   */
  marksOf(entry) {
    return this.#faults.of(entry);
  }

  /**
   * Adds a finished entry without opening it. An entry that is open stays open.
   * @param {Entry} entry
   */
  append(entry) {
    this.#order.add({ ...entry });
    this.#places.show();
  }

  /**
   * Replaces all entries, and resets all edits, places and marks.
   * @param {Entry[]} entries
   */
  replace(entries) {
    this.edits.forget();
    this.#faults.forget();
    this.#places.forget();
    this.#order.replace(entries);
    this.#places.show();
  }

  /**
   * Shows the entries in the order of their dates, once none is open.
   * @param {number[]} order Positions in `answers`.
   */
  sort(order) {
    if (this.#order.sort(order) && this.edits.settle()) this.#places.show();
  }

  /**
   * Replaces the marks of one kind: all problems, or all warnings.
   * @param {Kind} kind
   * @param {Mark[]} marks
   */
  mark(kind, marks) {
    if (this.#faults.replace(kind, marks, this.#order.filled)) this.#places.show();
  }

  /**
   * Opens an entry and moves the focus to one of its fields. Without an entry, moves it to the first block that has entries.
   * @param {number} [index] In `answers`.
   * @param {string} [field]
   */
  goTo(index = -1, field = "") {
    const entry = this.#order.filled[index];
    if (entry) this.edits.change(entry);
    this.#places.reveal(entry ?? this.#order.shown[0], field);
  }

  /**
   * Returns the place that shows an entry: the place of its subject, or else the place where it was added. Empty if there is none.
   * @param {Entry} entry
   */
  placeOf(entry) {
    return this.#places.of(entry);
  }
}
