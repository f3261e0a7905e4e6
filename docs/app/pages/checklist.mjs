/**
 * The checklist page: prints the checklist, and sends the ticked signs to an assessment in a new tab (import-signs.mjs receives
 * them). It stores nothing. The signs are sent once, to that tab only.
 */
import { guardUnload } from "../ui/unload-guard.mjs";

const form = /** @type {HTMLFormElement} */ (document.querySelector("#checklist"));

start();

function start() {
  document.documentElement.classList.add("scripted");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => showMessage(null));
  form.addEventListener("reset", () => showMessage(null));
  form.querySelector("#carry")?.addEventListener("click", carry);
  form.querySelector("#print")?.addEventListener("click", () => window.print());
  guardUnload(form, () => tickedLines().length > 0);
}

function carry() {
  const lines = tickedLines();
  if (!lines.length) return showMessage("none");
  // Not "noopener": the new tab asks its opener for the signs, so that they never appear in an address.
  const tab = window.open(form.dataset.assessment, "_blank");
  if (!tab) return showMessage("blocked");
  handOver(tab, lines);
  showMessage("opened");
}

/**
 * Sends the signs when the new tab reports that it is ready, once, and to no other window.
 * @param {Window} tab
 * @param {string[]} lines
 */
function handOver(tab, lines) {
  const listening = new AbortController();
  /** @param {MessageEvent} event */
  const answer = ({ origin, source, data }) => {
    if (origin !== location.origin || source !== tab || data?.type !== "assessment-ready") return;
    listening.abort();
    tab.postMessage({ type: "ticked-signs", lines }, location.origin);
    showMessage("handed-over");
  };
  addEventListener("message", answer, { signal: listening.signal });
}

/** @returns {string[]} */
const tickedLines = () =>
  [...form.querySelectorAll("input:checked")].map((box) => /** @type {HTMLInputElement} */ (box).dataset.line ?? "");

/** @param {"none" | "opened" | "handed-over" | "blocked" | null} state Which of the page's messages is shown. */
function showMessage(state) {
  for (const message of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-state]"))) {
    message.hidden = message.dataset.state !== state;
  }
}
