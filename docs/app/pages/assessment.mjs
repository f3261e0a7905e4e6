/** The assessment page: connects the form, the scoring, saving and the report. It holds no rule and no item of the instrument. */
import { Checkboxes } from "govuk-frontend";
import "../security/refuse-framing.mjs";
import { Assessment } from "../form/answers/assessment.mjs";
import { markCarriedOver } from "../form/answers/carried-over.mjs";
import { offerClearAnswer } from "../form/answers/clear-answer.mjs";
import { offerEntries } from "../form/record/entry-lists.mjs";
import { offerClear } from "../form/clear-form.mjs";
import { linkFields } from "../form/answers/linked-fields.mjs";
import { pause } from "../lib/pause.mjs";
import { hideWhenIdle } from "../ui/idle-screen.mjs";
import { offerCopy } from "../saving/copy-text.mjs";
import { startSaving } from "../saving/start-saving.mjs";
import { offerWord } from "../saving/word-document.mjs";
import { layOutSoon } from "../form/layout/deferred-layout.mjs";
import { guardUnload } from "../ui/unload-guard.mjs";
import { announce, requireElement } from "../ui/dom.mjs";
import { encryption, prepare } from "../engine/bootstrap.mjs";
import { focusSummary } from "../form/checks/error-summary.mjs";
import { offerReducedCopy } from "../form/report/reduced-copy.mjs";
import { Report } from "../form/report/report-view.mjs";
import { showAnswers } from "../form/checks/check-answers.mjs";
import { Scoring } from "../form/scoring.mjs";
import { createScorer } from "../engine/client.mjs";
import { loadFonts, PROBE } from "../security/sealing-policy.mjs";
import { followSeal } from "../security/network-panel.mjs";
import { offerSigns } from "../form/import-signs.mjs";
import { setUpSurroundings } from "../form/layout/surroundings.mjs";
import { showGaps } from "../form/checks/gaps.mjs";

const form = /** @type {HTMLFormElement} */ (requireElement("#assessment"));
const assessment = new Assessment(form);
const report = new Report(form, requireElement("#report"));
const scoring = new Scoring({
  form,
  assessment,
  report,
  createScorer: (onState) =>
    createScorer({
      prepare,
      probe: PROBE,
      onState(state) {
        onState(state);
        followSeal(state);
      },
    }),
});
const saving = startSaving(assessment, encryption, {
  ask: scoring.ask,
  review(isDue) {
    scoring.review(isDue);
    changed();
  },
});
let forgetTexts = () => {};

start();

/** Sets the page up. The order matters where a comment says so. */
function start() {
  document.documentElement.classList.add("scripted");
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  hideWhenIdle();
  // Before anything can change the form: it copies the empty form.
  offerClear(form, () => {
    scoring.end();
    report.forget();
    forgetTexts();
    assessment.forget();
    return saving.end();
  });
  for (const boxes of form.querySelectorAll('[data-module="govuk-checkboxes"]')) {
    const reveals = new Checkboxes(boxes);
    form.addEventListener("filled", () => reveals.syncAllConditionalReveals());
  }
  // Before `changed` listens: the copies must be in place when the answers are read.
  linkFields(form);
  offerClearAnswer(form);
  offerEntries(form);
  markCarriedOver(form, assessment);
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  requireElement("#check-answers").addEventListener("click", check);
  offerPrint();
  offerReducedCopy({ form, assessment, report, ask: scoring.ask });
  forgetTexts = offerCopy(scoring.exported);
  // Without the module nothing can be saved, and the page says so (see start-saving.mjs).
  encryption.then((loaded) => loaded && offerWord(scoring.exported, loaded.fileSave));
  guardUnload(form, () => saving.isUnsaved);
  requireElement("#try-again").addEventListener("click", () => {
    startScoring();
    requireElement("[data-engine-state]").focus(); // the button hides itself
  });
  startScoring();
  loadFonts();
  // Before the seal, which follows the engine: from then on the page receives no message.
  offerSigns(form, announce);
  layOutSoon(form);
  // In a task of its own, so that the page is never blocked for long: no answer depends on it.
  pause().then(() => setUpSurroundings(form));
}

function startScoring() {
  scoring.start();
  changed();
}

/** Updates everything that depends on the answers. */
function changed() {
  scoring.changed();
  forgetTexts();
  if (scoring.isChecked) list();
  document.documentElement.classList.toggle("practice", assessment.isPractice);
  saving.changed();
}

async function check() {
  requireElement("#checked").hidden = false;
  document.documentElement.classList.add("checked");
  list();
  const pressed = document.activeElement;
  const hasProblems = await scoring.check();
  // Do not move the focus of someone who has moved on in the meantime.
  if (document.activeElement !== pressed) return;
  if (hasProblems) focusSummary(form);
  else {
    requireElement("#checked").scrollIntoView();
    requireElement("#checked-heading").focus({ preventScroll: true });
  }
}

/** Sets up the button that prints the report, or the form if there is no report for the current answers (see report-view.mjs). */
function offerPrint() {
  let isPrinting = false;
  requireElement("#print").addEventListener("click", async () => {
    if (isPrinting) return;
    isPrinting = true;
    // This button prints the whole assessment. A reduced copy has a button of its own.
    report.endCopy();
    await scoring.settled();
    window.print();
    isPrinting = false;
  });
}

/** Lists the answers, and what is not answered or not known. */
function list() {
  showAnswers(form, requireElement("#answer-list"));
  showGaps(form);
}
