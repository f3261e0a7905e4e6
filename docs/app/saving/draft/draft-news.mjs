/** Draft messages: show in the form whether a draft is kept, deleted or incomplete, and announce it to screen readers. */
import { announceEvent, replaceFocus, requireElement } from "../../ui/dom.mjs";

/** @param {string} message */
export function showNews(message) {
  const messageElement = requireElement("[data-draft-news]");
  messageElement.textContent = message;
  messageElement.hidden = false;
  announceEvent(message);
}

/** Hides a message about an incomplete draft. */
export function hideNews() {
  requireElement("[data-draft-news]").hidden = true;
}

/** Moves the focus to the message, if the button that was pressed is hidden now. */
export function focusNews() {
  replaceFocus(requireElement("[data-draft-news]"));
}

/**
 * Tells the person once that a draft is now kept.
 * @param {boolean} isComplete Whether all answers will come back. If not, the message has said so.
 */
export function tellKept(isComplete) {
  // The button that started the draft is hidden now.
  if (!isComplete) focusNews();
  else if (!replaceFocus(requireElement("[data-draft-kept]"))) announceEvent("A draft is now kept on this computer.");
}
