/**
 * Result view: writes a result into the elements that the page has for it, as text and never as HTML.
 *
 * @import { Assessed } from "../../types/operations.js"
 */
import { setText } from "../../ui/dom.mjs";
import { listItem } from "../../ui/link-list.mjs";

/**
 * Shows a result.
 * @param {HTMLElement} root
 * @param {Pick<Assessed, "texts" | "lists">} result
 */
export function showResult(root, { texts, lists }) {
  for (const element of prepared(root, "text")) setText(element, texts[element.dataset.text ?? ""] ?? "");
  for (const block of prepared(root, "textBlock")) block.hidden = !texts[block.dataset.textBlock ?? ""];
  for (const list of prepared(root, "list")) {
    const lines = lists[list.dataset.list ?? ""] ?? [];
    const isSame =
      lines.length === list.children.length && lines.every((line, n) => list.children[n].textContent === line);
    if (!isSame) list.replaceChildren(...lines.map(listItem));
  }
  for (const block of prepared(root, "listBlock")) {
    block.hidden = !lists[block.dataset.listBlock ?? ""]?.length;
  }
}

/**
 * Returns a result as one announcement for screen readers, with signs of harm before any number.
 * @param {Pick<Assessed, "texts" | "lists">} result
 */
export const inOneSentence = ({ texts, lists }) =>
  `${lists["signs-of-harm"].length ? "Signs of harm are recorded. Act on them now. " : ""}${texts.answered} answered: ${texts.scored} scored, ${texts["not-known"]} not known. Total: ${texts.total}.`;

/**
 * @param {HTMLElement} root
 * @param {string} key
 * @returns {HTMLElement[]}
 */
function prepared(root, key) {
  const attribute = `data-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return [...root.querySelectorAll(`[${attribute}]`)].filter((each) => each instanceof HTMLElement);
}
