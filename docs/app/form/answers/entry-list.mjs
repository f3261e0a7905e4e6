/**
 * Entry list: holds the entries of one list of the case record, such as the chronology: their order, and what is open or removed.
 * It knows no field and makes no element. Each item of the kind "entries" has one list; the blocks in the page show parts of it.
 *
 * @import { Entry } from "./entry.mjs"
 * @import { Kind, Mark } from "./entry-faults.mjs"
 * @import { Block } from "./entry-places.mjs"
 */
import { EntryFaults } from "./entry-faults.mjs";
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

/** The entries of one list. A new entry counts as soon as it has text. */
export class EntryList {
  /** @type {Entry[]} In the order in which they were added, which is also the order in which they are saved. */
  #entries = [];
  /** @type {Entry[]} In the order in which they are shown, with the one that was just removed. */
  #shown = [];
  /** @type {Entry[]} In the order of their dates, as Python found it. */
  #sorted = [];
  /** @type {Entry | undefined} */
  #open;
  /** @type {{ entry: Entry, at: number } | undefined} */
  #removed;
  #faults = new EntryFaults();
  #places = new EntryPlaces();

  /** @param {Block} block */
  attach(block) {
    this.#places.attach(block);
  }

  /**
   * Returns the entries with text, as they are sent and saved. Blank texts are left out.
   * @returns {Entry[]}
   */
  get answers() {
    return this.#filled.map(withoutBlanks);
  }

  get isFilled() {
    return this.#entries.some(hasText);
  }

  /** The number of entries with text. */
  get count() {
    return this.#filled.length;
  }

  get isFull() {
    return this.#entries.length >= ENTRIES;
  }

  /** The entry whose fields are open, if there is one. */
  get open() {
    return this.#open;
  }

  /** The entry that was removed last and can be put back. */
  get removed() {
    return this.#removed?.entry;
  }

  /**
   * Returns the entries of one place in the order in which they are shown, with the one that was just removed.
   * @param {string} place
   */
  at(place) {
    return this.#shown.filter((entry) => this.placeOf(entry) === place);
  }

  /**
   * Returns what is wrong with an entry, then what is unlikely.
   * @param {Entry} entry
   */
  marksOf(entry) {
    return this.#faults.of(entry);
  }

  /**
   * Adds a blank entry and opens it.
   * @param {string} place
   * @param {string} about
   */
  add(place, about) {
    this.#act();
    /** @type {Entry} */
    const entry = about ? { about } : {};
    this.#places.settle(entry, place);
    this.#entries.push(entry);
    this.#shown.push(entry);
    this.#open = entry;
    this.#show();
  }

  /**
   * Adds a finished entry without opening it. An entry that is open stays open.
   * @param {Entry} entry
   */
  append(entry) {
    const own = { ...entry };
    this.#entries.push(own);
    this.#shown.push(own);
    this.#show();
  }

  /**
   * Changes one text of an entry, which counts at once.
   * @param {Entry} entry
   * @param {string} field
   * @param {string} text
   */
  set(entry, field, text) {
    const before = hasText(entry);
    if (field === "about") this.#places.stay(entry);
    entry[field] = text;
    if (hasText(entry) !== before) this.#show();
  }

  /** @param {Entry} entry */
  change(entry) {
    this.#act();
    this.#open = entry;
    this.#show();
  }

  /** Closes the open entry. A blank one is dropped. */
  close() {
    this.#act();
    this.#show();
  }

  /** @param {Entry} entry */
  remove(entry) {
    this.#act();
    const at = this.#entries.indexOf(entry);
    // A blank one is gone with its fields.
    if (at >= 0) {
      this.#entries.splice(at, 1);
      this.#removed = { entry, at };
    }
    this.#show();
  }

  /** Puts the entry back that was removed last. */
  undo() {
    if (!this.#removed) return;
    const { entry, at } = this.#removed;
    this.#removed = undefined;
    this.#entries.splice(at, 0, entry);
    this.#show();
  }

  /**
   * Replaces all entries. Nothing is left of the earlier ones.
   * @param {Entry[]} entries
   */
  replace(entries) {
    this.#open = this.#removed = undefined;
    this.#faults.forget();
    this.#places.forget();
    this.#entries = entries.map((entry) => ({ ...entry }));
    this.#shown = [...this.#entries];
    this.#sorted = [];
    this.#show();
  }

  /**
   * Shows the entries in the order of their dates, once none is open.
   * @param {number[]} order Positions in `answers`.
   */
  sort(order) {
    const filled = this.#filled;
    if (order.length !== filled.length) return;
    this.#sorted = order.map((index) => filled[index]);
    if (this.#settle()) this.#show();
  }

  /**
   * Replaces the marks of one kind: what is wrong, or what is unlikely.
   * @param {Kind} kind
   * @param {Mark[]} marks
   */
  mark(kind, marks) {
    if (this.#faults.replace(kind, marks, this.#filled)) this.#show();
  }

  /**
   * Opens an entry and moves the focus to one of its fields. Without an entry, moves it to the first block that has entries.
   * @param {number} [index] In `answers`.
   * @param {string} [field]
   */
  goTo(index = -1, field = "") {
    const entry = this.#filled[index];
    if (entry) this.change(entry);
    this.#places.reveal(entry ?? this.#shown[0], field);
  }

  /**
   * Returns the place that an entry is shown at: what it is about, or else where it was added. Empty if it has no such place.
   * @param {Entry} entry
   */
  placeOf(entry) {
    return this.#places.of(entry);
  }

  get #filled() {
    return this.#entries.filter(hasText);
  }

  /** Ends what came before an action: the open entry is closed, and the removed one is gone for good. */
  #act() {
    const open = this.#open;
    this.#open = this.#removed = undefined;
    if (open && !hasText(open)) this.#entries.splice(this.#entries.indexOf(open), 1);
    const left = new Set(this.#entries);
    this.#shown = this.#shown.filter((entry) => left.has(entry));
    this.#settle();
  }

  /** @returns {boolean} Whether the order has changed. */
  #settle() {
    if (this.#open || this.#removed || this.#sorted.length === 0) return false;
    const left = new Set(this.#entries);
    const sorted = this.#sorted.filter((entry) => left.has(entry));
    const dated = new Set(sorted);
    const shown = [...sorted, ...this.#entries.filter((entry) => !dated.has(entry))];
    const isNew = shown.some((entry, n) => entry !== this.#shown[n]);
    this.#shown = shown;
    return isNew;
  }

  #show() {
    this.#places.show();
  }
}
