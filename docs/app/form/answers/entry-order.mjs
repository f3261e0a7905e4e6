/**
 * Entry order: the entries of one list in the order in which they were added and are saved, and in the order of their dates, in which
 * they are shown.
 *
 * @import { Entry } from "./entry.mjs"
 */
import { hasText } from "./entry.mjs";

/** The entries of one list, in both orders. */
export class EntryOrder {
  /** @type {Entry[]} In the order in which they were added, which is also the order in which they are saved. */
  #added = [];
  /** @type {Entry[]} In the order in which they are shown, with the one that was just removed. */
  #shown = [];
  /** @type {Entry[]} In the order of their dates, as Python found it. */
  #sorted = [];

  get added() {
    return this.#added;
  }

  get shown() {
    return this.#shown;
  }

  /** The entries with text, in the order in which they were added. */
  get filled() {
    return this.#added.filter(hasText);
  }

  /**
   * Adds an entry below the others.
   * @param {Entry} entry
   */
  add(entry) {
    this.#added.push(entry);
    this.#shown.push(entry);
  }

  /**
   * Removes an entry. It is shown until `forgetRemoved`.
   * @param {Entry} entry
   * @returns {number} Where it was, or -1 if it is gone already.
   */
  remove(entry) {
    const at = this.#added.indexOf(entry);
    if (at >= 0) this.#added.splice(at, 1);
    return at;
  }

  /**
   * Puts a removed entry back.
   * @param {Entry} entry
   * @param {number} at
   */
  putBack(entry, at) {
    this.#added.splice(at, 0, entry);
  }

  /** Stops showing removed entries. */
  forgetRemoved() {
    const remaining = new Set(this.#added);
    this.#shown = this.#shown.filter((entry) => remaining.has(entry));
  }

  /**
   * Replaces all entries.
   * @param {Entry[]} entries
   */
  replace(entries) {
    this.#added = entries.map((entry) => ({ ...entry }));
    this.#shown = [...this.#added];
    this.#sorted = [];
  }

  /**
   * Stores the order of the dates, in which `settle` will show the entries.
   * @param {number[]} order Positions in `filled`.
   * @returns {boolean} Whether the positions are those of the entries.
   */
  sort(order) {
    const { filled } = this;
    if (order.length !== filled.length) return false;
    this.#sorted = order.map((index) => filled[index]);
    return true;
  }

  /**
   * Shows the entries in the order of their dates, with the others below.
   * @returns {boolean} Whether the order has changed.
   */
  settle() {
    if (this.#sorted.length === 0) return false;
    const remaining = new Set(this.#added);
    const sorted = this.#sorted.filter((entry) => remaining.has(entry));
    const dated = new Set(sorted);
    const shown = [...sorted, ...this.#added.filter((entry) => !dated.has(entry))];
    const isNew = shown.some((entry, n) => entry !== this.#shown[n]);
    this.#shown = shown;
    return isNew;
  }
}
