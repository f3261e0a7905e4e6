/** The assessment page: joins the form, the scoring worker and the report. It holds no rule and no item. */
import { Checkboxes } from "govuk-frontend";
import "./alone.mjs";
import { isFilled, itemsOf } from "./answers.mjs";
import { Assessment } from "./assessment.mjs";
import { offerClear } from "./clear.mjs";
import { keepCopies } from "./copies.mjs";
import { showState, showWhetherScored } from "./engine-state.mjs";
import { hideWhenIdle } from "./idle.mjs";
import { keepWork } from "./keeping.mjs";
import { latest } from "./latest.mjs";
import { layOutSoon } from "./laying-out.mjs";
import { guardAnswers } from "./leaving.mjs";
import { offerMenu } from "./menu.mjs";
import { announce, part } from "./page.mjs";
import { prepare, vault } from "./prepare.mjs";
import { focusSummary, showProblems, showWarnings } from "./problems.mjs";
import { Report } from "./report.mjs";
import { inOneSentence, showResult } from "./result.mjs";
import { showAnswers } from "./review.mjs";
import { createScorer, RefusedError, ScorerError, StaleError } from "./scorer.mjs";
import { loadFonts, PROBE } from "./seal.mjs";
import { followSeal } from "./sent.mjs";
import { offerSigns } from "./signs.mjs";

// How long somebody must pause before a total is read out.
const READ_OUT = 1200;
// How long a press of a button may wait for the engine: the form never does for longer.
const PATIENCE = 3000;
const REVIEW = "There is no score until you have looked at what was left out of the file, at the top of the form.";

const form = /** @type {HTMLFormElement} */ (part("#assessment"));
const report = new Report(form, part("#report"));
const assessment = new Assessment(form);
const keeping = keepWork(assessment, vault, { ask: (op, what) => scorer.ask(op, what), review });

/** @type {import("./scorer.mjs").Scorer} */
let scorer;
/** @type {import("./problems.mjs").Problem[]} */
let problems = [];
let hasBeenChecked = false;
// Goes up with every change, so that what was worked out for older answers is not taken for these.
let edits = 0;
let isReady = false;
let isPrinting = false;
// Something was left out of a file that was opened, and nobody has looked at it yet.
let isReviewDue = false;
/** @type {import("./problems.mjs").Problem[]} */
let warnings = [];
/** @type {number | undefined} */
let readOut;

const updateScore = latest(() => ask("score", useScore));
const updateReport = latest(() => ask("report", (result) => report.show(result.html)));

start();

function start() {
  document.documentElement.classList.add("scripted");
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  offerMenu();
  hideWhenIdle();
  offerClear(form, () => {
    clearTimeout(readOut);
    scorer.dispose();
    return keeping.end();
  });
  for (const boxes of form.querySelectorAll('[data-module="govuk-checkboxes"]')) {
    const reveals = new Checkboxes(boxes);
    form.addEventListener("filled", () => reveals.syncAllConditionalReveals());
  }
  keepCopies(form);
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  part("#check-answers").addEventListener("click", check);
  part("#print").addEventListener("click", print);
  // Said when a field is left, not while somebody is typing in it.
  form.addEventListener("focusout", () => setTimeout(() => showWarnings(form, warnings)));
  part("#try-again").addEventListener("click", () => {
    startScorer();
    part("[data-engine-state]").focus(); // the button hides itself
  });
  guardAnswers(form, () => keeping.isUnsaved);
  startScorer();
  loadFonts();
  offerSigns(form, announce);
  layOutSoon(form);
}

function startScorer() {
  scorer = createScorer({ prepare, probe: PROBE, onState: follow });
  changed();
}

/** @param {import("./scorer.mjs").State} state */
function follow(state) {
  isReady = state.state === "ready";
  showState(state);
  followSeal(state);
  if (isReady) update();
  if (state.state !== "failed") return;
  // What Python said of earlier answers says nothing of these.
  problems = warnings = [];
  showWarnings(form, warnings);
  showProblems(form, problems);
}

function changed() {
  edits += 1;
  report.expire();
  countAnswers();
  if (hasBeenChecked) showAnswers(form, part("#answer-list"));
  document.documentElement.classList.toggle("practice", assessment.isPractice);
  keeping.changed();
  update();
}

/** Once there is an engine, asks it about the answers as they then are. */
function update() {
  if (!isReady || isReviewDue) return;
  updateScore();
  updateReport();
}

/** @param {boolean} isDue */
function review(isDue) {
  isReviewDue = isDue;
  showWhetherScored(!isDue, REVIEW);
  changed();
}

/**
 * Asks the engine about the answers as they are now. An engine that is gone shows as its state.
 * @param {"score" | "report"} op
 * @param {(result: any) => void} use
 */
async function ask(op, use) {
  const asked = edits;
  try {
    const result = await scorer.ask(op, { answers: assessment.envelope() });
    if (asked === edits && !isReviewDue) use(result);
  } catch (fault) {
    if (fault instanceof RefusedError) {
      if (asked === edits) refused(fault);
    } else if (!(fault instanceof ScorerError || fault instanceof StaleError)) throw fault;
  }
}

/** @param {import("./result.mjs").Result} result */
function useScore(result) {
  // A refusal is shown at once; a date that cannot be right only when somebody asks for the check.
  const wasRefused = document.documentElement.classList.contains("no-score");
  problems = result.problems;
  showWhetherScored(true);
  showResult(form, result);
  warnings = result.warnings;
  showWarnings(form, warnings);
  if (hasBeenChecked) showProblems(form, problems);
  else if (wasRefused) showProblems(form, []);
  clearTimeout(readOut);
  readOut = window.setTimeout(() => announce(inOneSentence(result)), READ_OUT);
}

/** @param {RefusedError} fault Python cannot read an answer. */
function refused({ code, path, message }) {
  problems = [{ code, path, message }];
  showWhetherScored(false);
  showProblems(form, problems);
}

async function check() {
  hasBeenChecked = true;
  part("#checked").hidden = false;
  document.documentElement.classList.add("checked");
  showAnswers(form, part("#answer-list"));
  const pressed = document.activeElement;
  await settled();
  showProblems(form, problems);
  showWarnings(form, warnings);
  // Whoever has gone on meanwhile is not pulled back.
  if (document.activeElement !== pressed) return;
  if (problems.length) focusSummary(form);
  else {
    part("#checked").scrollIntoView();
    part("#checked-heading").focus({ preventScroll: true });
  }
}

/** Prints the report; where there is none for these answers, the form (see report.mjs). */
async function print() {
  if (isPrinting) return;
  isPrinting = true;
  await settled();
  window.print();
  isPrinting = false;
}

/** Settles when score and report are those of the answers as they are, or will not be soon. */
async function settled() {
  if (!isReady || isReviewDue || report.isCurrent) return;
  const impatient = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  await Promise.race([Promise.all([updateScore(), updateReport()]), impatient]);
}

function countAnswers() {
  for (const place of document.querySelectorAll("[data-count-for]")) {
    const { countFor = "", of = "" } = /** @type {HTMLElement} */ (place).dataset;
    const section = document.getElementById(countFor);
    const filled = section ? itemsOf(section).filter(isFilled).length : 0;
    place.textContent = `${filled} of ${of}`;
  }
}
