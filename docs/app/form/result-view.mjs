/**
 * Puts a result into the elements that the page has prepared for it, as text and never as HTML.
 *
 * @typedef {import("./problems.mjs").Problem} Problem
 * @typedef {object} Result
 * @property {Problem[]} problems What cannot be right.
 * @property {Problem[]} warnings What looks odd.
 * @property {Record<string, string>} texts By the name in `data-text`.
 * @property {Record<string, string[]>} lists By the name in `data-list`.
 */
import { listItem } from "./lists.mjs";

/**
 * @param {HTMLElement} root
 * @param {Result} result
 */
export function showResult(root, { texts, lists }) {
  for (const place of prepared(root, "text")) place.textContent = texts[place.dataset.text ?? ""] ?? "";
  for (const block of prepared(root, "textBlock")) block.hidden = !texts[block.dataset.textBlock ?? ""];
  for (const list of prepared(root, "list")) {
    list.replaceChildren(...(lists[list.dataset.list ?? ""] ?? []).map(listItem));
  }
  for (const block of prepared(root, "listBlock")) {
    block.hidden = !lists[block.dataset.listBlock ?? ""]?.length;
  }
}

/** @param {Result} result What it says in one breath, for a screen reader: signs of harm before any number. */
export const inOneSentence = ({ texts, lists }) =>
  `${lists["signs-of-harm"].length ? "Signs of harm are recorded: act on them now. " : ""}Scored ${texts.answered}, total ${texts.total}, not known ${texts["not-known"]}, not reached ${texts["not-reached"]}.`;

/**
 * @param {HTMLElement} root
 * @param {string} key
 * @returns {HTMLElement[]}
 */
function prepared(root, key) {
  const attribute = `data-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return [...root.querySelectorAll(`[${attribute}]`)].filter((each) => each instanceof HTMLElement);
}
