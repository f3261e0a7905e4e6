/**
 * Entry: one event, piece of evidence or other line of the case record, as the page holds it.
 *
 * @typedef {Record<string, string>} Entry The texts by field, and what the entry is about by `about`.
 */

// Python leaves out texts of invisible characters too, and counts the entries as this page does.
const VISIBLE = /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u;

/**
 * Returns whether an entry has text. `about` does not count as text.
 * @param {Entry} entry
 */
export const hasText = ({ about: _, ...texts }) => Object.values(texts).some((text) => VISIBLE.test(text));

/**
 * Returns an entry as it is sent and saved. Blank texts are left out.
 * @param {Entry} entry
 * @returns {Entry}
 */
export const withoutBlanks = (entry) =>
  Object.fromEntries(Object.entries(entry).filter(([key, text]) => (key === "about" ? text : text.trim())));

/**
 * Returns a number with the word for that many entries, such as “3 events”.
 * @param {HTMLElement} item
 * @param {number} number
 */
export const counted = (item, number) => `${number} ${number === 1 ? item.dataset.entry : item.dataset.plural}`;
