/**
 * Entry faults: what is wrong or unlikely in the entries of one list. They stay with their entries while other entries come and go.
 *
 * @import { Entry } from "./entry.mjs"
 *
 * @typedef {{ index: number, field: string, message: string }} Mark What is wrong or unlikely in one entry that has text.
 * @typedef {"problem" | "warning"} Kind
 */

/** The marks of one list, by entry. */
export class EntryFaults {
  /** @type {Record<Kind, Map<Entry, Mark[]>>} */
  #marks = { problem: new Map(), warning: new Map() };

  /**
   * Returns what is wrong with an entry, then what is unlikely.
   * @param {Entry} entry
   */
  of(entry) {
    const marks = (/** @type {Kind} */ kind) =>
      (this.#marks[kind].get(entry) ?? []).map((mark) => ({ ...mark, isError: kind === "problem" }));
    return [...marks("problem"), ...marks("warning")];
  }

  /**
   * Replaces the marks of one kind: what is wrong, or what is unlikely.
   * @param {Kind} kind
   * @param {Mark[]} marks
   * @param {Entry[]} filled The entries that their numbers count.
   * @returns {boolean} Whether there was or is anything to show.
   */
  replace(kind, marks, filled) {
    if (marks.length === 0 && this.#marks[kind].size === 0) return false;
    const faults = new Map();
    for (const mark of marks) {
      const entry = filled[mark.index];
      if (entry) faults.set(entry, [...(faults.get(entry) ?? []), mark]);
    }
    this.#marks[kind] = faults;
    return true;
  }

  /** Forgets every mark. */
  forget() {
    this.#marks = { problem: new Map(), warning: new Map() };
  }
}
