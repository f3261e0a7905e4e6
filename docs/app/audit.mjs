/** The audit page: reads many saved assessments, one after another, and shows what Python makes of all of them. */
import "./alone.mjs";
import { showState } from "./engine-state.mjs";
import { guardAnswers } from "./leaving.mjs";
import { listItem } from "./lists.mjs";
import { offerMenu } from "./menu.mjs";
import { announce, part } from "./page.mjs";
import { prepare, vault } from "./prepare.mjs";
import { Reading } from "./reading.mjs";
import { lookForMargins, putArticle, setMargins } from "./report.mjs";
import { minuteOf } from "./saving.mjs";
import { createScorer } from "./scorer.mjs";
import { PROBE } from "./seal.mjs";
import { followSeal } from "./sent.mjs";

const form = /** @type {HTMLFormElement} */ (part("#audit"));
/** @type {import("./scorer.mjs").Scorer} */
let scorer;
/** @type {Reading | undefined} */
let reading;
/** @type {Record<string, string>} */
let tables = {};

start();

function start() {
  document.documentElement.classList.add("scripted");
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  offerMenu();
  form.addEventListener("submit", (event) => event.preventDefault());
  part("#audit-read").addEventListener("click", read);
  part("#audit-stop").addEventListener("click", () => reading?.stop());
  part("#audit-forget").addEventListener("click", () => location.reload());
  part("#audit-print").addEventListener("click", () => window.print());
  part("#try-again").addEventListener("click", startScorer);
  for (const button of document.querySelectorAll("[data-audit-save]")) {
    button.addEventListener("click", () => save(/** @type {HTMLElement} */ (button).dataset.auditSave ?? ""));
  }
  guardAnswers(form, () => reading !== undefined);
  lookForMargins();
  vault.then((found) => (part("[data-audit-missing]").hidden = Boolean(found && isSecureContext)));
  startScorer();
}

function startScorer() {
  scorer = createScorer({ prepare, probe: PROBE, onState: (state) => (showState(state), followSeal(state)) });
}

async function read() {
  const opener = await vault;
  const files = [...(box("#audit-files").files ?? [])];
  const words = box("#audit-words").value.split("\n").filter((line) => line.trim());
  complain(files.length ? "" : "Choose the files first.");
  if (!opener || !files.length || reading) return;
  reading = new Reading(files, words, opener, scorer.ask);
  busy(true);
  try {
    await reading.run(showProgress);
    showRefusals(reading.refusals);
    await make(reading);
  } catch {
    complain("The engine has stopped, and nothing was made of the files. Press “Try again”, then read them again.");
  } finally {
    busy(false);
    reading = undefined;
  }
}

/** @param {Reading} reading */
async function make({ rows }) {
  const made = await scorer.ask("audit", { rows });
  const article = putArticle(part("#report"), made.html);
  setMargins(article?.dataset ?? {});
  // On a narrow screen it is scrolled sideways, by the keyboard too.
  if (article) article.tabIndex = 0;
  // The report is what is on the screen below, and what is printed.
  document.documentElement.classList.add("checked", "print-report");
  tables = made.csv;
  part("[data-audit-made]").hidden = false;
  part("#made-heading").focus();
}

/** @param {Reading} reading */
function showProgress({ done, count, rows, refusals }) {
  const bar = /** @type {HTMLProgressElement} */ (part("#audit-progress"));
  bar.max = count;
  bar.value = done;
  const words = `${done} of ${count} files read: ${rows.length} in the return, ${refusals.length} not`;
  part("[data-audit-count]").textContent = words;
  if (done === count) announce(words);
}

/** @param {string[]} refusals */
function showRefusals(refusals) {
  part("[data-audit-refusals]").replaceChildren(...refusals.map(listItem));
  part("[data-audit-refused]").hidden = refusals.length === 0;
}

/** @param {boolean} isBusy */
function busy(isBusy) {
  if (isBusy) {
    part("#report").replaceChildren();
    document.documentElement.classList.remove("checked", "print-report");
    part("[data-audit-made]").hidden = part("[data-audit-refused]").hidden = true;
    part("[data-audit-news]").hidden = true;
    tables = {};
  }
  part("[data-audit-progress]").hidden = false;
  part("#audit-stop").hidden = !isBusy;
  /** @type {HTMLButtonElement} */ (part("#audit-read")).disabled = isBusy;
}

/** @param {string} name Of a table. */
async function save(name) {
  const news = part("[data-audit-news]");
  const fileName = `audit-${name}-${minuteOf(new Date()).slice(0, 10)}.csv`;
  try {
    const blob = new Blob([tables[name]], { type: "text/csv" });
    const file = await (await vault)?.fileSave(blob, { fileName, extensions: [".csv"] });
    news.textContent = file ? `Saved as ${file.name}.` : `${fileName} was given to the browser to be saved.`;
  } catch {
    news.textContent = "Nothing was saved. Try again, and choose another folder.";
  }
  news.hidden = false;
}

/** @param {string} words */
function complain(words) {
  const place = part("[data-audit-wrong]");
  place.textContent = words;
  place.hidden = !words;
}

/** @param {string} selector */
function box(selector) {
  return /** @type {HTMLInputElement} */ (part(selector));
}
