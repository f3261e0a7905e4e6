/**
 * The audit page: reads many saved assessments and shows the audit return that Python makes from them.
 *
 * @import { AuditReturn } from "../types/operations.js"
 */
import "../security/refuse-framing.mjs";
import { firstUndecided, showDecisions } from "./audit-decisions.mjs";
import { showState } from "../form/engine-status.mjs";
import { guardUnload } from "../ui/unload-guard.mjs";
import { listItem } from "../ui/link-list.mjs";
import { offerMenu } from "../ui/menu-button.mjs";
import { announce, announceEvent, requireElement } from "../ui/dom.mjs";
import { encryption, prepare } from "../engine/bootstrap.mjs";
import { RefusedError } from "../engine/pending-requests.mjs";
import { BatchReader } from "../saving/batch-reader.mjs";
import { lookForMargins, putArticle, setMargins } from "../form/report-view.mjs";
import { today } from "../lib/local-date.mjs";
import { createScorer } from "../engine/client.mjs";
import { PROBE } from "../security/seal.mjs";
import { followSeal } from "../security/network-panel.mjs";

const STOPPED = "Something went wrong and no return was made. Select “Try again”, then read the files again.";

const form = /** @type {HTMLFormElement} */ (requireElement("#audit"));
/** @type {import("../engine/client.mjs").Scorer} */
let scorer;
/** @type {BatchReader | undefined} The files that are being read or were read last. */
let reading;
let isReading = false;
/** @type {Record<string, string>} */
let tables = {};

start();

function start() {
  document.documentElement.classList.add("scripted");
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  offerMenu();
  form.addEventListener("submit", (event) => event.preventDefault());
  requireElement("#audit-read").addEventListener("click", read);
  requireElement("#audit-make").addEventListener("click", make);
  requireElement("#audit-stop").addEventListener("click", () => reading?.stop());
  requireElement("#audit-forget").addEventListener("click", () => location.reload());
  requireElement("#audit-print").addEventListener("click", () => window.print());
  requireElement("#try-again").addEventListener("click", startScorer);
  for (const button of document.querySelectorAll("[data-audit-save]")) {
    button.addEventListener("click", () => save(/** @type {HTMLElement} */ (button).dataset.auditSave ?? ""));
  }
  guardUnload(form, () => isReading);
  lookForMargins();
  // Without https no browser offers decryption, so say so at once.
  requireElement("[data-audit-missing]").hidden = isSecureContext;
  encryption.then((found) => (requireElement("[data-audit-missing]").hidden = Boolean(found && isSecureContext)));
  startScorer();
}

function startScorer() {
  scorer = createScorer({ prepare, probe: PROBE, onState: follow });
}

/** @param {import("../engine/client.mjs").State} state */
function follow(state) {
  showState(state);
  followSeal(state);
}

async function read() {
  const opener = await encryption;
  const files = [...(box("#audit-files").files ?? [])];
  const passphrases = box("#audit-words")
    .value.split("\n")
    .filter((line) => line.trim());
  complain(files.length ? "" : "Choose the files first.");
  if (!opener || !isSecureContext || !files.length || isReading) return;
  reading = new BatchReader(files, passphrases, opener, scorer.ask);
  busy(true);
  try {
    await reading.run(showProgress);
    showList("refused", reading.refusals);
    showDecisions(reading.counted);
    requireElement("[data-audit-options]").hidden = false;
    const first = firstUndecided();
    if (first) first.focus();
    else await make();
  } catch {
    complain(STOPPED);
  } finally {
    busy(false);
  }
}

/** Makes the return from the files that were read, with the period and the decisions that are now chosen. */
async function make() {
  const undecided = firstUndecided();
  complain(undecided ? "Choose how to count each answer that needs a decision." : "");
  if (undecided) return undecided.focus();
  const counted = reading?.counted ?? [];
  const asked = { period: box("#audit-period").value, rows: box("#audit-with-rows").checked, today: today() };
  try {
    const made = await scorer.ask("audit", { records: counted.map(({ record }) => record), ...asked });
    showLeftOut(made, counted);
    showPeriods(made);
    showReturn(made);
  } catch (fault) {
    complain(fault instanceof RefusedError ? fault.message : STOPPED);
  }
}

/** @param {AuditReturn} made */
function showReturn({ html, csv }) {
  const article = putArticle(requireElement("#report"), html);
  setMargins(article?.dataset ?? {});
  // On a narrow screen the table scrolls sideways, so it must be reachable by the keyboard.
  if (article) article.tabIndex = 0;
  // The return is shown below the form, and it is what is printed.
  document.documentElement.classList.add("checked", "print-report");
  tables = csv;
  for (const button of document.querySelectorAll("[data-audit-save]")) {
    /** @type {HTMLElement} */ (button).hidden = !csv[/** @type {HTMLElement} */ (button).dataset.auditSave ?? ""];
  }
  requireElement("[data-audit-news]").hidden = true;
  requireElement("[data-audit-made]").hidden = false;
  requireElement("#made-heading").focus();
}

/** @param {AuditReturn} made */
function showPeriods({ period, periods }) {
  const select = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (box("#audit-period")));
  select.replaceChildren(...periods.map(({ id, label }) => new Option(label, id, id === period, id === period)));
}

/**
 * @param {AuditReturn} made
 * @param {import("../saving/batch-reader.mjs").Counted[]} counted
 */
function showLeftOut({ outside, left_out: leftOut }, counted) {
  const lines = leftOut.map(
    (each) => `${counted[each.index].name} ${each.message.replace("{}", counted[each.counted].name)}`,
  );
  if (outside)
    lines.push(`${outside === 1 ? "1 assessment was" : `${outside} assessments were`} completed outside this period.`);
  showList("left-out", lines);
}

/** @param {BatchReader} reading */
function showProgress({ done, count, counted, refusals }) {
  const bar = /** @type {HTMLProgressElement} */ (requireElement("#audit-progress"));
  bar.max = count;
  bar.value = done;
  const words = `${done} of ${count} files read: ${counted.length} can be counted, ${refusals.length} cannot`;
  requireElement("[data-audit-count]").textContent = words;
  if (done === count) announce(words);
}

/**
 * @param {"refused" | "left-out"} name
 * @param {string[]} lines
 */
function showList(name, lines) {
  const place = requireElement(`[data-audit-${name}]`);
  place.querySelector("ul")?.replaceChildren(...lines.map(listItem));
  place.hidden = lines.length === 0;
}

/** @param {boolean} isBusy */
function busy(isBusy) {
  isReading = isBusy;
  if (isBusy) {
    requireElement("#report").replaceChildren();
    document.documentElement.classList.remove("checked", "print-report");
    for (const name of ["made", "refused", "left-out", "undecided", "options", "news"])
      requireElement(`[data-audit-${name}]`).hidden = true;
    requireElement("#audit-period").replaceChildren();
    tables = {};
  }
  requireElement("[data-audit-progress]").hidden = false;
  requireElement("#audit-stop").hidden = !isBusy;
  for (const id of ["#audit-read", "#audit-make"]) {
    const button = /** @type {HTMLButtonElement} */ (requireElement(id));
    button.disabled = isBusy;
  }
}

/** @param {string} name The table's name. */
async function save(name) {
  const news = requireElement("[data-audit-news]");
  const fileName = `audit-${name}-${today()}.csv`;
  try {
    const blob = new Blob([tables[name]], { type: "text/csv" });
    const file = await (await encryption)?.fileSave(blob, { fileName, extensions: [".csv"] });
    news.textContent = file ? `Saved as ${file.name}.` : `${fileName} has been sent to your downloads folder.`;
  } catch {
    news.textContent = "Nothing was saved. Try again, and choose another folder.";
  }
  news.hidden = false;
  announceEvent(news.textContent);
}

/** @param {string} words */
function complain(words) {
  const place = requireElement("[data-audit-wrong]");
  place.textContent = words;
  place.hidden = !words;
}

/** @param {string} selector */
function box(selector) {
  return /** @type {HTMLInputElement} */ (requireElement(selector));
}
