/** Copies the report as plain text, whole or one section, to be pasted into another system. */
import { announceEvent, requireElement } from "../ui/dom.mjs";
import { NO_REPORT } from "./word-document.mjs";

/** @typedef {import("../types/operations.js").Exported} Exported */

/**
 * Sets up the part of the page that offers the texts. The texts are made when it is opened, and removed when it is closed.
 * @param {() => Promise<Exported | undefined>} exported Returns the report of the current answers, or nothing if there is none.
 * @returns {() => void} Closes that part and removes the texts. Must be called after each change of the answers.
 */
export function offerCopy(exported) {
  const details = /** @type {HTMLDetailsElement} */ (requireElement("#copy-text"));
  details.hidden = false;
  details.addEventListener("toggle", () => {
    if (details.open) show(exported, details);
    else forget();
  });
  return () => {
    if (!details.open) return;
    details.open = false;
    forget();
  };
}

/**
 * @param {() => Promise<Exported | undefined>} exported
 * @param {HTMLDetailsElement} details
 */
async function show(exported, details) {
  const result = await exported();
  if (!details.open) return; // closed in the meantime
  if (!result) return showMessage(NO_REPORT);
  const parts = [{ title: "Everything", text: result.text }, ...result.sections];
  requireElement("[data-copy-parts]").replaceChildren(...parts.map(line));
}

function forget() {
  requireElement("[data-copy-parts]").replaceChildren();
  requireElement("[data-copy-news]").textContent = "";
  requireElement("[data-copy-by-hand]").hidden = true;
  box().value = "";
}

/** @param {{ title: string, text: string }} part */
function line({ title, text }) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cse-link";
  const hidden = document.createElement("span");
  hidden.className = "govuk-visually-hidden";
  hidden.textContent = ` “${title}”`;
  button.append("Copy", hidden);
  button.addEventListener("click", () => copy(title, text, button));
  const name = document.createElement("span");
  name.textContent = title;
  item.append(button, " ", name);
  return item;
}

/**
 * @param {string} title
 * @param {string} text
 * @param {HTMLElement} button
 */
async function copy(title, text, button) {
  const byHand = requireElement("[data-copy-by-hand]");
  byHand.hidden = false; // nothing can be selected in a hidden box
  box().value = text;
  box().focus();
  box().select();
  if (await isCopied(text)) {
    byHand.hidden = true;
    box().value = "";
    button.focus();
    showMessage(`Copied: ${title}`);
  } else
    showMessage(
      "This browser did not copy the text. It is selected in the box. Press Ctrl and C, or Command and C on a Mac.",
    );
}

/**
 * Copies the selected text. On a host that sends our headers, the browser refuses both functions (Permissions-Policy), and
 * the person copies by the keyboard. Elsewhere the older function comes first, because it also works without https.
 * @param {string} text
 */
async function isCopied(text) {
  try {
    if (document.execCommand("copy")) return true;
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} message */
function showMessage(message) {
  requireElement("[data-copy-news]").textContent = message;
  announceEvent(message);
}

const box = () => /** @type {HTMLTextAreaElement} */ (requireElement("#copy-box"));
