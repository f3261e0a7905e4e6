/**
 * Entry edits: adds, changes and removes entries of one list, one at a time, and undoes a removal.
 *
 * @import { Entry } from "./entry.mjs"
 * @import { EntryOrder } from "./entry-order.mjs"
 * @import { EntryPlaces } from "./entry-places.mjs"
 */
import { hasText } from "./entry.mjs";

/** The open and the removed entry of one list. A new entry counts as an answer as soon as it has text. */
export class EntryEdits {
  #order;
  #places;
  /** @type {Entry | undefined} */
  #open;
  /** @type {{ entry: Entry, at: number } | undefined} */
  #removed;

  /**
   * @param {EntryOrder} order
   * @param {EntryPlaces} places
   */
  constructor(order, places) {
    this.#order = order;
    this.#places = places;
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
   * Adds a blank entry and opens it.
   * @param {string} place
   * @param {string} about
   */
  add(place, about) {
    this.#act();
    /** @type {Entry} */
    const entry = about ? { about } : {};
    this.#places.settle(entry, place);
    this.#order.add(entry);
    this.#open = entry;
    this.#places.show();
  }

  /**
   * Changes one text of an entry. The change counts immediately.
   * @param {Entry} entry
   * @param {string} field
   * @param {string} text
   */
  set(entry, field, text) {
    const before = hasText(entry);
    if (field === "about") this.#places.stay(entry);
    entry[field] = text;
    if (hasText(entry) !== before) this.#places.show();
  }

  /** @param {Entry} entry */
  change(entry) {
    this.#act();
    this.#open = entry;
    this.#places.show();
  }

  /** Closes the open entry. A blank one is dropped. */
  close() {
    this.#act();
    this.#places.show();
  }

  /** @param {Entry} entry */
  remove(entry) {
    this.#act();
    const at = this.#order.remove(entry);
    // A blank entry is removed when its fields are closed.
    if (at >= 0) this.#removed = { entry, at };
    this.#places.show();
  }

  /** Puts the entry back that was removed last. */
  undo() {
    if (!this.#removed) return;
    const { entry, at } = this.#removed;
    this.#removed = undefined;
    this.#order.putBack(entry, at);
    this.#places.show();
  }

  /** Resets the open and the removed entry. */
  forget() {
    this.#open = this.#removed = undefined;
  }

  /**
   * Shows the entries in the order of their dates, unless one is open or can be put back.
   * @returns {boolean} Whether the order has changed.
   */
  settle() {
    return !this.#open && !this.#removed && this.#order.settle();
  }

  /** Ends the previous action: closes the open entry, and deletes the removed entry for good. */
  #act() {
    const open = this.#open;
    this.#open = this.#removed = undefined;
    if (open && !hasText(open)) this.#order.remove(open);
    this.#order.forgetRemoved();
    this.settle();
  }
}
