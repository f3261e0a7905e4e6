/**
 * Clears the form for good, in two steps. First it restores the page as it was loaded, which needs no network and cannot fail. Then
 * it reloads the page, so that no module, undo history or worker still holds an answer. Without a network it stops after the first
 * step and says so: a failed reload would show the browser's error page, which cannot tell the person that the form is cleared.
 */
import { isFilled, itemsOf, answerLines } from "./answers/read-answers.mjs";
import { PrivacyScreen } from "../ui/privacy-screen.mjs";
import { listItem } from "../ui/link-list.mjs";
import { hasOfflineCopy } from "../offline/register.mjs";
import { requireElement } from "../ui/dom.mjs";

// Tells the reloaded page to show the "cleared" message. It holds no answer and is removed from the address at once.
const MARK = "#cleared";

/**
 * Sets up the "Clear" buttons. Must be called before anything is typed, because it copies the empty form.
 * @param {HTMLFormElement} form
 * @param {() => Promise<void>} stop Ends the worker and everything else that could still write into the page, and deletes what is
 *   kept on this computer.
 */
export function offerClear(form, stop) {
  const asItCame = /** @type {HTMLFormElement} */ (form.cloneNode(true));
  asItCame.reset();
  const dialog = /** @type {HTMLDialogElement} */ (requireElement("#clear-dialog"));
  const emptied = new PrivacyScreen(requireElement("#emptied"));

  function clear() {
    dialog.close();
    const stopped = stop();
    // Replace the fields themselves: this also removes their undo history.
    form.replaceChildren(...asItCame.childNodes);
    requireElement("#report").replaceChildren();
    // Remove the texts of the print margins, such as initials.
    document.documentElement.removeAttribute("style");
    document.title = document.title.replace(/^Error: /, "");
    const canLoad = navigator.onLine || hasOfflineCopy();
    requireElement("[data-emptied-loading]").hidden = !canLoad;
    requireElement("[data-emptied-offline]").hidden = canLoad;
    emptied.show(requireElement("#emptied"));
    if (canLoad) stopped.then(load);
  }

  for (const button of document.querySelectorAll("[data-clear]")) {
    button.addEventListener("click", () => {
      requireElement("[data-losses]").replaceChildren(...losses(form).map(listItem));
      dialog.showModal();
    });
  }
  requireElement("#clear-keep").addEventListener("click", () => dialog.close());
  requireElement("#clear-now").addEventListener("click", clear);
  requireElement("#load-empty").addEventListener("click", load);
  sayCleared();
}

function load() {
  // Replace the history entry, so that the Back button cannot return to an earlier state of the form.
  location.replace(MARK);
  // Start at the top of the page, where the message is.
  history.scrollRestoration = "manual";
  location.reload();
}

function sayCleared() {
  if (location.hash !== MARK) return;
  history.replaceState(null, "", location.pathname + location.search);
  const banner = requireElement("#cleared");
  banner.hidden = false;
  banner.focus();
}

/**
 * Returns a description of the answers that will be lost, one line for each part of the form.
 * @param {HTMLFormElement} form
 */
function losses(form) {
  const sections = [...form.querySelectorAll("[data-section]")].flatMap((section) => {
    const filled = itemsOf(section).filter(isFilled);
    const lists = filled.filter(({ dataset }) => dataset.kind === "entries");
    const answers = filled.length - lists.length;
    const title = section.querySelector("h2")?.textContent ?? "";
    return [
      ...(answers ? [`${title}: ${answers === 1 ? "1 answer" : `${answers} answers`}`] : []),
      ...lists.map((item) => `${item.dataset.label}: ${answerLines(item).join()}`),
    ];
  });
  const byHand = isFilled(requireElement("[data-by-hand]")) ? ["The total entered by hand"] : [];
  const signs = requireElement("[data-signs-waiting]").hidden
    ? []
    : ["Signs from the checklist that you have not added yet"];
  const draft =
    requireElement("[data-draft-kept]").hidden && requireElement("#draft-found").hidden
      ? []
      : ["The draft kept on this computer"];
  const lines = [...sections, ...byHand, ...signs, ...draft];
  return lines.length
    ? [...lines, "The scores, the list of your answers and the report"]
    : ["Nothing. You have not filled in anything yet"];
}
