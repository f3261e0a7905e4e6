/**
 * Words to look at again (victim-blaming language): lists what Python found in the answers, and shows each in its field.
 * Nothing is changed.
 *
 * @import { FoundWords } from "../../types/operations.js"
 */
import { listOf } from "../answers/entry-list.mjs";
import { placeIn } from "../record/entry-marks.mjs";
import { controlsOf, itemsOf } from "../answers/read-answers.mjs";
import { linkTo } from "./go-to.mjs";

// A list with more lines is collapsed until the person opens it.
const MOST = 5;

let shownState = "[]";

/**
 * Lists the words. A list that has not changed is left in place, with the focus in it.
 * @param {HTMLFormElement} form
 * @param {FoundWords[]} foundWords
 */
export function showWords(form, foundWords) {
  const block = /** @type {HTMLElement} */ (form.querySelector("#words"));
  const list = /** @type {HTMLElement} */ (block.querySelector("[data-words]"));
  const state = JSON.stringify(foundWords);
  if (state === shownState && list.childElementCount === foundWords.length) return;
  shownState = state;
  const wasLong = list.childElementCount > MOST;
  const isLong = foundWords.length > MOST;
  const fold = /** @type {HTMLDetailsElement} */ (block.querySelector("details"));
  if (isLong !== wasLong || !isLong) fold.open = !isLong;
  /** @type {HTMLElement} */ (fold.querySelector("summary")).hidden = !isLong;
  const count = /** @type {HTMLElement} */ (block.querySelector("[data-words-count]"));
  count.textContent = `Show all ${foundWords.length}`;
  list.replaceChildren(...foundWords.flatMap((each) => line(form, each) ?? []));
  block.hidden = foundWords.length === 0;
}

/**
 * @param {HTMLFormElement} form
 * @param {FoundWords} foundWords
 */
function line(form, foundWords) {
  // In a list of entries the path has a number and a field too: `answers.LIST[2].FIELD`.
  const [, id, part] = foundWords.path.split(/[.[\]]+/);
  const item = itemsOf(form).find((each) => each.dataset.item === id);
  if (!item) return undefined;
  const listElement = document.createElement("li");
  const quotation = document.createElement("strong");
  quotation.textContent = `“${foundWords.words}”`;
  const label = `${item.dataset.label}${part === "other" ? ", “Other”" : ""}`;
  const question = linkTo(item, label, foundWords.path);
  const instead = foundWords.instead.map((each) => `“${each}”`).join(" or ");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cse-link";
  const hidden = document.createElement("span");
  hidden.className = "govuk-visually-hidden";
  hidden.textContent = ` “${foundWords.words}” in ${label}`;
  button.append("Show in the form", hidden);
  button.addEventListener("click", () => select(item, foundWords));
  listElement.append(
    quotation,
    " in ",
    question,
    `. ${foundWords.why} Write only what is known, for example: ${instead}. `,
    button,
  );
  return listElement;
}

/**
 * Moves the focus to the text and selects the words in it, if they are still there. In a list, opens the entry.
 * @param {HTMLElement} item
 * @param {FoundWords} found
 */
function select(item, { path, words, start }) {
  const place = placeIn(path);
  if (place) listOf(item).goTo(place.index, place.field);
  const { activeElement } = document;
  const boxes =
    place && activeElement
      ? [/** @type {import("../answers/read-answers.mjs").Control} */ (activeElement)]
      : controlsOf(item);
  const typed = boxes.filter(isTyped);
  const control = typed.find(({ value }) => value.startsWith(words, start)) ?? typed[0];
  if (!control) return;
  const at = nearest(control.value, words, start);
  control.focus();
  if (at < 0) return;
  control.setSelectionRange(at, at + words.length);
  if (control instanceof HTMLTextAreaElement) bringIntoView(control, at + words.length);
}

/**
 * Scrolls a box and the window to a position in its text. Browsers do this only for the position where someone types.
 * @param {HTMLTextAreaElement} box
 * @param {number} end
 */
function bringIntoView(box, end) {
  // The height of a hidden copy with the text up to that place is the place's distance from the top of the box.
  const copy = document.createElement("textarea");
  copy.className = box.className;
  copy.value = box.value.slice(0, end);
  copy.style.cssText = `width: ${box.offsetWidth}px; height: 0; min-height: 0; field-sizing: fixed; visibility: hidden; position: absolute`;
  box.after(copy);
  const depth = copy.scrollHeight;
  copy.remove();
  box.scrollTop = depth - box.clientHeight / 2;
  window.scrollBy(0, box.getBoundingClientRect().top + depth - box.scrollTop - window.innerHeight / 2);
}

/**
 * Returns where the words are, as near as possible to the place where they were found; -1 if they are gone.
 * @param {string} text
 * @param {string} words
 * @param {number} start
 */
function nearest(text, words, start) {
  if (text.startsWith(words, start)) return start;
  const after = text.indexOf(words, start);
  const before = text.lastIndexOf(words, start);
  if (after < 0 || before < 0) return Math.max(after, before);
  return after - start < start - before ? after : before;
}

/** @param {import("../answers/read-answers.mjs").Control} control @returns {control is HTMLTextAreaElement | HTMLInputElement} */
const isTyped = (control) =>
  control instanceof HTMLTextAreaElement || (control instanceof HTMLInputElement && control.type === "text");
