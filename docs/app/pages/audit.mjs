/** The audit page: reads many saved assessments and shows the audit return that Python makes from them. */
import "../security/refuse-framing.mjs";
import { firstUndecided, showDecisions } from "./audit-decisions.mjs";
import { AuditReturnView, showList, showProgress } from "./audit-return.mjs";
import { showState } from "../form/engine-status.mjs";
import { guardUnload } from "../ui/unload-guard.mjs";
import { makeMenuButtonAccessible } from "../ui/menu-button.mjs";
import { requireElement } from "../ui/dom.mjs";
import { encryption, prepare } from "../engine/bootstrap.mjs";
import { RefusedError } from "../engine/worker-channel.mjs";
import { BatchReader } from "../saving/batch-reader.mjs";
import { lookForMargins } from "../form/report/print-margins.mjs";
import { today } from "../lib/local-date.mjs";
import { createScorer } from "../engine/client.mjs";
import { PROBE } from "../security/sealing-policy.mjs";
import { followSeal } from "../security/network-panel.mjs";

const STOPPED = "Something went wrong and no return was made. Press “Try again”, then read the files again.";

const FAILED =
  "The files cannot be read here, because the scoring program did not start or has stopped. Press “Try again”, or use another browser or computer.";

/** Reads the chosen files, asks for decisions and makes the return. */
class AuditPage {
  #scorer = startScorer();
  /** @type {BatchReader | undefined} The files that are being read or were read last. */
  #reading;
  #isReading = false;
  #return = new AuditReturnView();

  constructor() {
    requireElement("#audit-read").addEventListener("click", () => this.#read());
    requireElement("#audit-make").addEventListener("click", () => this.#make());
    requireElement("#audit-stop").addEventListener("click", () => this.#reading?.stop());
    requireElement("#try-again").addEventListener("click", () => {
      this.#scorer = startScorer();
    });
  }

  get isReading() {
    return this.#isReading;
  }

  async #read() {
    const opener = await encryption;
    const files = [...(box("#audit-files").files ?? [])];
    const passphrases = box("#audit-words")
      .value.split("\n")
      .filter((line) => line.trim());
    complain(files.length ? "" : "Choose the files first.");
    if (!opener || !isSecureContext || !files.length || this.#isReading) return;
    const reading = new BatchReader(files, passphrases, opener, this.#scorer.ask);
    this.#reading = reading;
    this.#busy(true);
    try {
      await reading.run(showProgress);
      showList("refused", reading.refusals);
      showDecisions(reading.counted);
      // Without a file to count, the reasons are all that there is to see.
      const isEmpty = reading.counted.length === 0;
      requireElement("[data-audit-options]").hidden = isEmpty;
      if (isEmpty) return requireElement("#refused-heading").focus();
      const first = firstUndecided();
      if (first) first.focus();
      else await this.#make();
    } catch {
      complain(STOPPED);
    } finally {
      this.#busy(false);
    }
  }

  /** Makes the return from the files that were read, with the period and the decisions that are now chosen. */
  async #make() {
    const undecided = firstUndecided();
    complain(undecided ? "Choose how to count each answer that needs a decision." : "");
    if (undecided) return undecided.focus();
    const counted = this.#reading?.counted ?? [];
    const options = { period: box("#audit-period").value, rows: box("#audit-with-rows").checked, today: today() };
    try {
      const auditReturn = await this.#scorer.ask("audit", { records: counted.map(({ record }) => record), ...options });
      this.#return.show(auditReturn, counted);
    } catch (fault) {
      complain(fault instanceof RefusedError ? fault.message : STOPPED);
    }
  }

  /** @param {boolean} isBusy */
  #busy(isBusy) {
    this.#isReading = isBusy;
    if (isBusy) this.#return.clear();
    requireElement("[data-audit-progress]").hidden = false;
    requireElement("#audit-stop").hidden = !isBusy;
    for (const id of ["#audit-read", "#audit-make"]) {
      const button = /** @type {HTMLButtonElement} */ (requireElement(id));
      button.disabled = isBusy;
    }
  }
}

function startScorer() {
  return createScorer({ prepare, probe: PROBE, onState: follow });
}

/** @param {import("../engine/client.mjs").State} state */
function follow(state) {
  showState(state, FAILED);
  followSeal(state);
}

/** @param {string} message */
function complain(message) {
  const messageElement = requireElement("[data-audit-wrong]");
  messageElement.textContent = message;
  messageElement.hidden = !message;
}

/** @param {string} selector */
function box(selector) {
  return /** @type {HTMLInputElement} */ (requireElement(selector));
}

function start() {
  const form = /** @type {HTMLFormElement} */ (requireElement("#audit"));
  document.documentElement.classList.add("scripted");
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  makeMenuButtonAccessible();
  form.addEventListener("submit", (event) => event.preventDefault());
  requireElement("#audit-forget").addEventListener("click", () => location.reload());
  requireElement("#audit-print").addEventListener("click", () => window.print());
  lookForMargins();
  // Without https no browser offers decryption, so say so at once.
  requireElement("[data-audit-missing]").hidden = isSecureContext;
  encryption.then((loaded) => (requireElement("[data-audit-missing]").hidden = Boolean(loaded && isSecureContext)));
  const page = new AuditPage();
  guardUnload(form, () => page.isReading);
}

start();
