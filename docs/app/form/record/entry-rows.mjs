/** Entry rows: one line for each entry that is not open, with "Change" and "Remove", and the offer to undo a removal. */
import { element } from "../../ui/dom.mjs";

/** @typedef {import("../answers/entry.mjs").Entry} Entry */

// In characters. A longer line is cut, and the entry has the rest.
const LONGEST = 180;
const LONGEST_NAME = 60;

/**
 * Returns an entry in one line: its date, what it is about, and its other texts in the order of the fields.
 * @param {Entry} entry
 * @param {{ dates: string[], others: string[] }} fields
 * @param {string} about
 */
export function summary(entry, { dates, others }, about) {
  const texts = (/** @type {string[]} */ names) => names.map((name) => flat(entry[name] ?? "")).filter(Boolean);
  return { date: texts(dates).join(", "), words: cut([about, ...texts(others)].filter(Boolean).join(" – "), LONGEST) };
}

/**
 * Returns the content of a row.
 * @param {{ date: string, words: string }} line
 * @param {string} word What one entry is called.
 * @param {string[]} messages
 */
export function rowOf({ date, words }, word, messages) {
  const text = element("p", "cse-row__words");
  if (date) text.append(element("strong", "", date), words ? " – " : "");
  text.append(words);
  const name = `${word}: ${cut([date, words].filter(Boolean).join(", "), LONGEST_NAME)}`;
  const actions = element("p", "cse-row__actions");
  actions.append(button("change", "Change", name), " ", button("remove", "Remove", name));
  return [text, actions, ...messages.map((message) => element("p", "govuk-hint cse-warning", message))];
}

/**
 * Returns the content of the row of an entry that was just removed.
 * @param {{ date: string, words: string }} line
 */
export function removedRow({ date, words }) {
  const name = cut([date, words].filter(Boolean).join(", "), LONGEST_NAME);
  const text = element("p", "cse-row__words", `Removed: ${name}`);
  const actions = element("p", "cse-row__actions");
  actions.append(button("undo", "Undo", `the removal of ${name}`));
  return [text, actions];
}

/**
 * Returns which fields of a template are dates, and which others there are.
 * @param {ParentNode} template
 */
export function fieldsOf(template) {
  const all = [...template.querySelectorAll("[data-entry-kind]")].map(
    (each) => /** @type {HTMLElement} */ (each).dataset,
  );
  const named = (/** @type {boolean} */ isDate) =>
    all.filter(({ entryKind }) => (entryKind === "when") === isDate).map(({ entryField = "" }) => entryField);
  return { dates: named(true), others: named(false) };
}

/** @param {string} text */
const flat = (text) => text.replace(/\s+/g, " ").trim();

/**
 * @param {string} text
 * @param {number} longest
 */
const cut = (text, longest) => (text.length > longest ? `${text.slice(0, longest).trimEnd()} …` : text);

/**
 * @param {string} act
 * @param {string} words
 * @param {string} about What a screen reader hears after the words.
 */
function button(act, words, about) {
  const created = element("button", "cse-link", words);
  created.setAttribute("type", "button");
  created.dataset[act] = "";
  created.append(element("span", "govuk-visually-hidden", ` ${about}`));
  return created;
}
