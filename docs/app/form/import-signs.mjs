/**
 * Imports ticked signs from the checklist that opened this page. It asks for them, shows them, and adds them to the field only when
 * the person presses the button.
 *
 * The two pages use postMessage between two windows. That leaves no trace in an address or in storage, and no other page can listen.
 */
import { listItem } from "../ui/link-list.mjs";

// Limits on what is accepted: far above what a checklist has, and few enough for the page to show.
const MOST_LINES = 100;
const LONGEST_LINE = 1000;

/**
 * Asks the page that opened this one for signs, and offers them.
 * @param {HTMLFormElement} form
 * @param {(words: string) => void} announce For screen readers.
 */
export function offerSigns(form, announce) {
  const opener = window.opener;
  const offer = form.querySelector("[data-signs-for]");
  if (!opener || !(offer instanceof HTMLElement)) return;
  const listening = new AbortController();
  /** @param {MessageEvent} event */
  const receive = ({ origin, source, data }) => {
    if (origin !== location.origin || source !== opener || !isHandover(data)) return;
    listening.abort();
    // Cut the link between the two tabs.
    window.opener = null;
    show(form, offer, data.lines);
    announce("You can add the signs ticked in the checklist to the analysis.");
  };
  // Must be added before harden-page.mjs runs, which blocks all messages from then on.
  addEventListener("message", receive, { capture: true, signal: listening.signal });
  opener.postMessage({ type: "assessment-ready" }, location.origin);
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} offer
 * @param {string[]} lines
 */
function show(form, offer, lines) {
  const waiting = form.querySelector("[data-signs-waiting]");
  const box = form.querySelector(`[data-item="${offer.dataset.signsFor}"] textarea`);
  if (!(waiting instanceof HTMLElement) || !(box instanceof HTMLTextAreaElement)) return;
  offer.querySelector("[data-signs]")?.replaceChildren(...lines.map(listItem));
  const close = () => {
    offer.hidden = waiting.hidden = true;
    box.focus();
  };
  offer.querySelector("#signs-add")?.addEventListener("click", () => {
    close();
    append(box, lines);
  });
  offer.querySelector("#signs-leave")?.addEventListener("click", close);
  waiting.querySelector("a")?.addEventListener("click", (event) => {
    event.preventDefault();
    offer.scrollIntoView();
    offer.querySelector("h3")?.focus({ preventScroll: true });
  });
  offer.hidden = waiting.hidden = false;
}

/**
 * Appends the lines to the text in the field, as if they had been typed.
 * @param {HTMLTextAreaElement} box
 * @param {string[]} lines
 */
function append(box, lines) {
  const end = box.value.length;
  const gap = end === 0 || box.value.endsWith("\n") ? "" : "\n";
  box.setRangeText(gap + lines.join("\n"), end, end, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Returns whether a message has exactly the shape that the checklist sends.
 * @param {unknown} data
 * @returns {data is { type: "ticked-signs", lines: string[] }}
 */
function isHandover(data) {
  if (typeof data !== "object" || data === null) return false;
  const { type, lines, ...rest } = /** @type {Record<string, unknown>} */ (data);
  return (
    type === "ticked-signs" &&
    Object.keys(rest).length === 0 &&
    Array.isArray(lines) &&
    lines.length > 0 &&
    lines.length <= MOST_LINES &&
    lines.every(isLine)
  );
}

/** @param {unknown} line */
const isLine = (line) =>
  typeof line === "string" && line.trim() !== "" && line.length <= LONGEST_LINE && !/\p{C}|\p{Zl}|\p{Zp}/u.test(line);
