/**
 * Entry places: the blocks of the page that show the entries of one list, and the block that each entry is shown in.
 *
 * @import { Entry } from "./entry.mjs"
 *
 * @typedef {object} Block A place in the page that shows the entries of one `place`.
 * @property {string} place The factor or tick list that the block is beside. Empty for the block of all other entries.
 * @property {string} beside What the block is about, such as “about 2. School”. Empty for the block of all other entries.
 * @property {() => void} show Shows the entries as they are now.
 * @property {(field: string) => void} reveal Opens the block and moves the focus to a field of the open entry, or to the entries.
 */

/** The places that show the entries of one list. */
export class EntryPlaces {
  /** @type {WeakMap<Entry, string>} Where an entry was added, if it does not say what it is about. */
  #homes = new WeakMap();
  /** @type {Block[]} */
  #blocks = [];

  /** @param {Block} block */
  attach(block) {
    this.#blocks.push(block);
  }

  /**
   * Returns the place that shows an entry: the place of its subject, or else the place where it was added. Empty if there is none.
   * @param {Entry} entry
   */
  of(entry) {
    const place = (entry.about ?? "").split(".")[0] || (this.#homes.get(entry) ?? "");
    return this.#blocks.some((block) => block.place === place) ? place : "";
  }

  /**
   * Returns what the block of an entry is about. Empty for the block of all other entries.
   * @param {Entry} entry
   */
  beside(entry) {
    const place = this.of(entry);
    return this.#blocks.find((block) => block.place === place)?.beside ?? "";
  }

  /**
   * Records where an entry was added.
   * @param {Entry} entry
   * @param {string} place
   */
  settle(entry, place) {
    this.#homes.set(entry, place);
  }

  /**
   * Keeps an entry in the block where it is edited, even if its subject is no longer there.
   * @param {Entry} entry
   */
  stay(entry) {
    if (!this.#homes.has(entry)) this.#homes.set(entry, this.of(entry));
  }

  /** Deletes the records of where entries were added. */
  forget() {
    this.#homes = new WeakMap();
  }

  /** Shows the entries in every block. */
  show() {
    for (const block of this.#blocks) block.show();
  }

  /**
   * Opens the block of an entry, or the block of all other entries, and moves the focus into it.
   * @param {Entry | undefined} entry
   * @param {string} field
   */
  reveal(entry, field) {
    const place = entry ? this.of(entry) : "";
    this.#blocks.find((block) => block.place === place)?.reveal(field);
  }
}
