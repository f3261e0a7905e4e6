/**
 * Clears the form for good. First the page is made as it came, which needs no network and cannot fail; then it loads itself
 * again, so that no module, undo list or worker is left that could still hold something. Without a network it stays at the
 * first, and says so: a load that fails would end on the browser's own page, which cannot say that the form is cleared.
 */
import { isFilled, itemsOf } from "./answers.mjs";
import { Curtain } from "./curtain.mjs";
import { listItem } from "./lists.mjs";
import { part } from "./page.mjs";

// Tells the page that is loaded next what to say. It holds nothing of the form, and is taken out of the address at once.
const MARK = "#cleared";

/**
 * Call it before anything is typed: what the form holds then is what it is made to hold again.
 * @param {HTMLFormElement} form
 * @param {() => Promise<void>} stop Ends the worker and whatever else would still write into the page, and takes away what is kept
 *   on this computer.
 */
export function offerClear(form, stop) {
  const asItCame = /** @type {HTMLFormElement} */ (form.cloneNode(true));
  asItCame.reset();
  const dialog = /** @type {HTMLDialogElement} */ (part("#clear-dialog"));
  const emptied = new Curtain(part("#emptied"));
  // Whether the device keeps the pages, so that they load without a network too.
  let isKept = false;

  function clear() {
    dialog.close();
    const stopped = stop();
    // The boxes themselves go, and what could be undone in them.
    form.replaceChildren(...asItCame.childNodes);
    part("#report").replaceChildren();
    // What a print has put into the margins, such as initials.
    document.documentElement.removeAttribute("style");
    document.title = document.title.replace(/^Error: /, "");
    const canLoad = navigator.onLine || isKept;
    part("[data-emptied-loading]").hidden = !canLoad;
    part("[data-emptied-offline]").hidden = canLoad;
    emptied.draw(part("#emptied"));
    if (canLoad) stopped.then(load);
  }

  for (const button of document.querySelectorAll("[data-clear]")) {
    button.addEventListener("click", () => {
      navigator.serviceWorker?.getRegistration().then(
        (kept) => (isKept = Boolean(kept?.active)),
        () => (isKept = false),
      );
      part("[data-losses]").replaceChildren(...losses(form).map(listItem));
      dialog.showModal();
    });
  }
  part("#clear-keep").addEventListener("click", () => dialog.close());
  part("#clear-now").addEventListener("click", clear);
  part("#load-empty").addEventListener("click", load);
  sayCleared();
}

function load() {
  // In place of the entry that is there, so that the Back button leads to no earlier state of the form.
  location.replace(MARK);
  // The next page begins at its head, where it says what has happened.
  history.scrollRestoration = "manual";
  location.reload();
}

function sayCleared() {
  if (location.hash !== MARK) return;
  history.replaceState(null, "", location.pathname + location.search);
  const banner = part("#cleared");
  banner.hidden = false;
  banner.focus();
}

/** @param {HTMLFormElement} form What will be lost, a line for each part of the form. */
function losses(form) {
  const sections = [...form.querySelectorAll("[data-section]")].flatMap((section) => {
    const answers = itemsOf(section).filter(isFilled).length;
    const title = section.querySelector("h2")?.textContent ?? "";
    return answers ? [`${title}: ${answers === 1 ? "1 answer" : `${answers} answers`}`] : [];
  });
  const byHand = isFilled(part("[data-by-hand]")) ? ["The total entered by hand"] : [];
  const signs = part("[data-signs-waiting]").hidden ? [] : ["The signs from the checklist that wait to be added"];
  const draft = part("[data-draft-kept]").hidden && part("#draft-found").hidden ? [] : ["The draft kept on this computer"];
  const lines = [...sections, ...byHand, ...signs, ...draft];
  return lines.length ? [...lines, "The scores, the list of your answers and the report"] : ["Nothing is filled in yet"];
}
