/** The assessment page: joins the form, the scoring worker and the report. It holds no rule and no item. */
import { gather, isFilled, itemsOf } from "./answers.mjs";
import { keepCopies } from "./copies.mjs";
import { Checkboxes } from "./govuk-frontend.min.js";
import { focusSummary, showProblems, showWarnings } from "./problems.mjs";
import { Report } from "./report.mjs";
import { inOneSentence, showResult } from "./result.mjs";
import { showAnswers } from "./review.mjs";
import { createScorer, RefusedError, StaleError } from "./scorer.mjs";
import { offerSigns } from "./signs.mjs";

// How long somebody must pause before the report is rendered again, and before a total is read out.
const PAUSE = 150;
const READ_OUT = 1200;

const root = document.documentElement;
const form = /** @type {HTMLFormElement} */ (document.querySelector("#assessment"));
const checked = part("#checked");
const report = new Report(form, part("#report"));

/** @type {import("./scorer.mjs").Scorer} */
let scorer;
/** @type {import("./problems.mjs").Problem[]} */
let problems = [];
let hasBeenChecked = false;
/** How often each has been asked, so that an overtaken answer is not shown. */
const asks = { score: 0, report: 0 };
/** @type {number | undefined} */
let pause;
/** @type {number | undefined} */
let readOut;

start();

function start() {
  root.classList.add("scripted");
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  for (const boxes of form.querySelectorAll('[data-module="govuk-checkboxes"]')) new Checkboxes(boxes);
  keepCopies(form);
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  part("#check-answers").addEventListener("click", check);
  part("#print").addEventListener("click", print);
  part("#try-again").addEventListener("click", startScorer);
  addEventListener("keydown", keepShortcutsOut, { capture: true });
  addEventListener("beforeunload", (event) => {
    if (itemsOf(form).some(isFilled)) event.preventDefault();
  });
  countAnswers();
  startScorer();
  offerSigns(form, announce);
}

function startScorer() {
  const workerUrl = new URL("./worker.mjs", import.meta.url);
  scorer = createScorer({ workerUrl, onState: showState });
  changed();
}

/** @param {import("./scorer.mjs").State} state */
function showState(state) {
  for (const name of ["loading", "ready", "failed"]) {
    root.classList.toggle(`engine-${name}`, state.state === name);
  }
  const words = {
    loading: () => /** @type {{ text: string, progress: number }} */ (state).text,
    ready: () => "",
    failed: () =>
      "The scores cannot be worked out here. Your answers are kept: you can go on, print the form and add the numbers by hand.",
  }[state.state]();
  part("[data-engine-state]").textContent = words;
  if (state.state === "ready") announce("Scores are worked out from now on.");
  if (state.state === "failed") {
    announce(words);
    report.expire();
  }
}

function changed() {
  report.expire();
  countAnswers();
  if (hasBeenChecked) showAnswers(form, part("#answer-list"));
  ask("score", (result) => {
    problems = result.problems;
    showResult(form, result);
    showWarnings(form, result.warnings);
    if (hasBeenChecked) showProblems(form, problems);
    clearTimeout(readOut);
    readOut = window.setTimeout(() => announce(inOneSentence(result)), READ_OUT);
  });
  clearTimeout(pause);
  pause = window.setTimeout(renderReport, PAUSE);
}

async function renderReport() {
  clearTimeout(pause);
  if (!report.isCurrent) await ask("report", (result) => report.show(result.html));
}

/**
 * Asks the engine about the answers as they are now. A fault of the engine shows as its state.
 * @param {"score" | "report"} op
 * @param {(result: any) => void} use
 */
async function ask(op, use) {
  const asked = ++asks[op];
  try {
    const result = await scorer.ask(op, gather(form));
    // A newer question has been asked meanwhile: its answer is the one to show.
    if (asked === asks[op]) use(result);
  } catch (fault) {
    if (fault instanceof RefusedError && asked === asks[op]) refused(fault);
    else if (!(fault instanceof StaleError)) report.expire();
  }
}
/** @param {RefusedError} fault Python cannot read an answer: said at once, since no score is shown. */
function refused(fault) {
  report.expire();
  problems = [{ code: fault.code, path: fault.path, message: fault.message }];
  showProblems(form, problems);
}

async function check() {
  hasBeenChecked = true;
  checked.hidden = false;
  root.classList.add("checked");
  showAnswers(form, part("#answer-list"));
  await renderReport();
  showProblems(form, problems);
  if (problems.length) focusSummary(form);
  else {
    checked.scrollIntoView();
    part("#checked-heading").focus({ preventScroll: true });
  }
}

async function print() {
  await renderReport();
  window.print();
}

function countAnswers() {
  for (const place of document.querySelectorAll("[data-count-for]")) {
    const { countFor = "", of = "" } = /** @type {HTMLElement} */ (place).dataset;
    const section = document.getElementById(countFor);
    const filled = section ? itemsOf(section).filter(isFilled).length : 0;
    place.textContent = `${filled} of ${of}`;
  }
}

/**
 * The theme leaves the page on single keys ("n", "p", "/") unless the focus is in a text box: with a
 * radio focused that would lose the form.
 * @param {KeyboardEvent} event
 */
function keepShortcutsOut(event) {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && event.key.length === 1;
  if (isPlain && form.contains(document.activeElement)) event.stopImmediatePropagation();
}

/** @param {string} words For screen readers, once. */
function announce(words) {
  part("[data-announce]").textContent = words;
}

/**
 * @param {string} selector
 * @returns {HTMLElement}
 */
function part(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`The page has no ${selector}`);
  return found;
}
