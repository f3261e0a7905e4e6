/**
 * Entry faults: the problems and warnings of the entries of one list. They stay with their entries while other entries are added
 * or removed.
 *
 * @import { Entry } from "./entry.mjs"
 *
 * @typedef {{ index: number, field: string, message: string }} Mark A problem or warning about one entry that has text.
 * @typedef {"problem" | "warning"} Kind
 */

/** The marks of one list, by entry. */
export class EntryFaults {
  /** @type {Record<Kind, Map<Entry, Mark[]>>} */
  #marks = { problem: new Map(), warning: new Map() };

  /**
   * Returns the problems of an entry, then its warnings.
   * @param {Entry} entry
   */
  of(entry) {
    const marks = (/** @type {Kind} */ kind) =>
      (this.#marks[kind].get(entry) ?? []).map((mark) => ({ ...mark, isError: kind === "problem" }));
    return [...marks("problem"), ...marks("warning")];
  }

  /**
   * Replaces the marks of one kind: all problems, or all warnings.
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
