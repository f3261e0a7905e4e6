/**
 * The checklist page: prints, and hands the ticked signs to an assessment in a new tab (see signs.mjs for its side).
 * It keeps nothing: the ticks are the boxes' own, and what is handed over goes to that one tab, once.
 */
import { guardAnswers } from "./leaving.mjs";

const form = /** @type {HTMLFormElement} */ (document.querySelector("#checklist"));

start();

function start() {
  document.documentElement.classList.add("scripted");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => say(null));
  form.addEventListener("reset", () => say(null));
  form.querySelector("#carry")?.addEventListener("click", carry);
  form.querySelector("#print")?.addEventListener("click", () => window.print());
  guardAnswers(form, () => tickedLines().length > 0);
}

function carry() {
  const lines = tickedLines();
  if (!lines.length) return say("none");
  // Not "noopener": the new tab asks its opener for the signs, and so no address has to hold them.
  const tab = window.open(form.dataset.assessment, "_blank");
  if (!tab) return say("blocked");
  handOver(tab, lines);
  say("opened");
}

/**
 * Answers the new tab when it says that it is ready: once, and no other page.
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
    say("handed-over");
  };
  addEventListener("message", answer, { signal: listening.signal });
}

/** @returns {string[]} */
const tickedLines = () =>
  [...form.querySelectorAll("input:checked")].map((box) => /** @type {HTMLInputElement} */ (box).dataset.line ?? "");

/** @param {"none" | "opened" | "handed-over" | "blocked" | null} state Which of the page's messages is shown. */
function say(state) {
  for (const message of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-state]"))) {
    message.hidden = message.dataset.state !== state;
  }
}
