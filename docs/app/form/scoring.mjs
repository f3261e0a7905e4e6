/**
 * Live scoring: after each change, sends the answers to the engine, shows the result and the warnings, and then the report.
 *
 * @import { Scorer, State } from "../engine/client.mjs"
 * @import { Exported } from "../types/operations.js"
 *
 * @typedef {object} Tools
 * @property {HTMLFormElement} form
 * @property {import("./answers/assessment.mjs").Assessment} assessment
 * @property {import("./report/report-view.mjs").Report} report
 * @property {(onState: (state: State) => void) => Scorer} createScorer Starts an engine.
 */
import { coalesce } from "../lib/coalesce.mjs";
import { today } from "../lib/local-date.mjs";
import { ScorerError } from "../engine/client.mjs";
import { RefusedError } from "../engine/worker-channel.mjs";
import { showState, showWhetherScored } from "./engine-status.mjs";
import { Findings } from "./findings.mjs";
import { showWords } from "./checks/words-to-check.mjs";

// The longest that a button may wait for the engine, in ms.
const LONGEST_WAIT = 3000;
const REVIEW =
  "To see a score, first check the answers listed at the top of the form. Then press “I have looked at these”.";

/** Keeps the results and the report on the page up to date with the answers. */
export class Scoring {
  #tools;
  /** @type {Scorer | undefined} */
  #scorer;
  #findings;
  /** Counts changes, so that a reply for older answers can be recognised and ignored. */
  #changes = 0;
  #isReady = false;
  /** Whether answers were left out of the opened file and the person has not confirmed that they have seen it. */
  #isReviewDue = false;
  #update = coalesce(() => this.#assess());

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
    this.#findings = new Findings(tools.form);
  }

  /** Whether the person has asked to check the answers. From then on problems are listed after each change. */
  get isChecked() {
    return this.#findings.isChecked;
  }

  /** Starts an engine. After a failure, starts another one. */
  start() {
    this.#scorer = this.#tools.createScorer((state) => this.#follow(state));
  }

  /** Ends the engine. Nothing is shown from then on. */
  end() {
    this.#findings.stopAnnouncing();
    this.#scorer?.dispose();
    document.documentElement.classList.remove("engine-ready");
  }

  /**
   * Sends a request to the current engine.
   * @type {import("../types/operations.js").Ask}
   */
  ask = (op, what) => (this.#scorer ? this.#scorer.ask(op, what) : Promise.reject(new ScorerError("not-started")));

  /** Expires the report and asks for a new result. Must be called after each change of the answers. */
  changed() {
    this.#changes += 1;
    this.#tools.report.expire();
    if (this.#isReady && !this.#isReviewDue) this.#update();
  }

  /**
   * Withholds the score, or lets it be shown again. `changed` must be called next.
   * @param {boolean} isDue Whether the person has to check what was left out of a file before there is a score.
   */
  review(isDue) {
    this.#isReviewDue = isDue;
    showWhetherScored(!isDue, REVIEW);
  }

  /**
   * Shows the problems and warnings of the current answers.
   * @returns {Promise<boolean>} Whether there are problems.
   */
  async check() {
    const isFirst = !this.isChecked;
    this.#findings.startChecking();
    await this.settled(isFirst);
    return this.#findings.check();
  }

  /**
   * Waits until result and report match the current answers, but no longer than LONGEST_WAIT.
   * @param {boolean} [isDue] Whether the answers are sent even if they have not changed.
   */
  async settled(isDue = false) {
    if (!this.#isReady || this.#isReviewDue || (this.#tools.report.isCurrent && !isDue)) return;
    const impatient = new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT));
    await Promise.race([this.#update(), impatient]);
  }

  /**
   * Returns the report of the current answers in other formats, or nothing if there is no report of them.
   * @returns {Promise<Exported | undefined>}
   */
  exported = async () => {
    await this.settled();
    if (!this.#tools.report.isCurrent) return undefined;
    const changesBefore = this.#changes;
    try {
      const result = await this.ask("export", { answers: this.#tools.assessment.envelope(), today: today() });
      return changesBefore === this.#changes ? result : undefined;
    } catch (fault) {
      if (fault instanceof RefusedError || fault instanceof ScorerError) return undefined;
      throw fault;
    }
  };

  /** @param {State} state */
  #follow(state) {
    this.#isReady = state.state === "ready";
    showState(state);
    // The state has the same place on the page as the reason why there is no score.
    if (this.#isReady && this.#isReviewDue) showWhetherScored(false, REVIEW);
    if (this.#isReady) this.changed();
    // Problems that Python found in earlier answers may not apply to the current ones.
    if (state.state === "failed") this.#findings.forget();
  }

  /**
   * Sends the current answers, and asks for the report once the result is shown. If the engine has failed, its state is already
   * shown, so nothing happens here.
   */
  async #assess() {
    const changesBefore = this.#changes;
    const isCurrent = () => changesBefore === this.#changes && !this.#isReviewDue;
    const request = { answers: this.#tools.assessment.envelope(), today: today() };
    try {
      const result = await this.ask("assess", request);
      if (!isCurrent()) return;
      this.#findings.show(result);
      const { html } = await this.ask("report", request);
      if (isCurrent()) this.#tools.report.show(html);
      // Only a person who checks the answers sees these.
      if (!this.isChecked || !isCurrent()) return;
      const { words } = await this.ask("words", request);
      if (isCurrent()) showWords(this.#tools.form, words);
    } catch (fault) {
      if (fault instanceof RefusedError) {
        if (changesBefore === this.#changes) this.#findings.showRefusal(fault);
      } else if (!(fault instanceof ScorerError)) throw fault;
    }
  }
}
