/** Draft messages: show in the form whether a draft is kept, deleted or incomplete, and announce it to screen readers. */
import { announceEvent, replaceFocus, requireElement } from "../../ui/dom.mjs";

export const NEWS = {
  alreadyThere: "There is already a draft on this computer. Open it or delete it first.",
  inOtherTab:
    "A draft is already being kept in another tab. Continue in that tab. If you want to keep a draft here instead, save the other one to a file first, then delete it there.",
  notKept: "The draft could not be kept. The browser may be out of space, or may not allow it. Save to a file instead.",
  keptElsewhere: "Another tab is keeping this draft. Delete it there.",
  deleted: "The draft has been deleted from this computer. Your answers stay in the form until you close this tab.",
  notDeleted: "The draft could not be deleted. Close all other tabs of this site and try again.",
  stopped:
    "The form has stopped keeping the draft, because nothing has changed for 24 hours. It will delete the draft in about 10 minutes. Save to a file.",
  /** @param {string} lost */
  incomplete: (lost) =>
    `The draft is kept, but some of your answers will be lost when you open it. All of them are still in the form. When you open the draft, you will see this message: ${lost}`,
};

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
