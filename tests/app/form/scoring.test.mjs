import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { ScorerError } from "../../../docs/app/engine/client.mjs";
import { RefusedError } from "../../../docs/app/engine/worker-channel.mjs";
import { Assessment } from "../../../docs/app/form/answers/assessment.mjs";
import { Report } from "../../../docs/app/form/report/report-view.mjs";
import { Scoring } from "../../../docs/app/form/scoring.mjs";
import { enter, find, openPage } from "../support/page.mjs";

/** @typedef {{ op: string, what: any, resolve: (result: any) => void, reject: (fault: Error) => void }} Asked */

/** @type {Asked[]} Requests that were sent to the fake engine. */
let requests;
/** @type {Scoring} */
let scoring;
/** @type {(state: any) => void} */
let reportState;
let disposed = 0;

const result = (/** @type {object} */ changes = {}) => ({
  problems: [],
  warnings: [],
  texts: { total: "3", answered: "1 of 2", scored: "1", "not-known": "0", "not-reached": "1", range: "" },
  lists: { "signs-of-harm": [] },
  order: {},
  ...changes,
});
const settle = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  const form = openPage();
  requests = [];
  disposed = 0;
  scoring = new Scoring({
    form,
    assessment: new Assessment(form),
    report: new Report(form, find("#report")),
    createScorer(onState) {
      reportState = onState;
      onState({ state: "loading", progress: 0, text: "Loading" });
      return {
        ask: (op, what) => new Promise((resolve, reject) => requests.push({ op, what, resolve, reject })),
        dispose: () => (disposed += 1),
      };
    },
  });
  form.addEventListener("input", () => scoring.changed());
});

afterEach(() => scoring.end());

async function startReady() {
  scoring.start();
  reportState({ state: "ready", sealed: true });
  await settle();
}

/**
 * Replies to the last request for a result, and then to those for the report and the words.
 * @param {object} [changes]
 */
async function reply(changes) {
  requests[requests.length - 1].resolve(result(changes));
  await settle();
  await replyTo("report", { html: "<article class='report'>The report</article>" });
  await replyTo("words", { words: [] });
}

/**
 * Replies to the last request if it is for this operation.
 * @param {string} op
 * @param {object} result
 */
async function replyTo(op, result) {
  const last = requests[requests.length - 1];
  if (last.op !== op) return;
  requests.pop();
  last.resolve(result);
  await settle();
}

test("a change asks for the result and then for the report of the same answers", async () => {
  await startReady();
  await reply();
  enter("#name", "Sam Example");
  assert.equal(requests.length, 2);
  const { op, what } = requests[1];
  assert.equal(op, "assess");
  assert.deepEqual(what.answers.answers, { name: "Sam Example" });
  assert.match(what.today, /^\d{4}-\d\d-\d\d$/);
  await reply();
  assert.equal(find("[data-text=total]").textContent, "3");
  assert.equal(find("#report").textContent, "The report");
  assert.ok(find("#report").hasAttribute("data-current"));
});

test("the total does not wait for the report, and an outdated report is not shown", async () => {
  await startReady();
  requests[0].resolve(result());
  await settle();
  assert.equal(find("[data-text=total]").textContent, "3");
  assert.deepEqual([requests[1].op, requests[1].what], ["report", requests[0].what]);
  enter("#name", "Sam Example");
  requests[1].resolve({ html: "<article class='report'>Outdated</article>" });
  await settle();
  assert.equal(find("#report").hasAttribute("data-current"), false);
  assert.equal(requests[2].op, "assess");
});

test("nothing is sent before the engine is ready", async () => {
  scoring.start();
  enter("#name", "Sam Example");
  await settle();
  assert.deepEqual(requests, []);
  await assert.rejects(new Scoring(/** @type {any} */ ({ form: find("form") })).ask("open", { text: "" }), ScorerError);
});

test("changes during a request lead to one more request, and the outdated reply is not shown", async () => {
  await startReady();
  for (const name of ["S", "Sa", "Sam"]) enter("#name", name);
  assert.equal(requests.length, 1);
  await reply({ texts: { ...result().texts, total: "outdated" } });
  assert.equal(find("[data-text=total]").textContent, "");
  assert.equal(find("#report").hasAttribute("data-current"), false);
  assert.equal(requests.length, 2);
  assert.deepEqual(requests[1].what.answers.answers, { name: "Sam" });
  await reply();
  assert.equal(find("[data-text=total]").textContent, "3");
});

test("no score is shown while answers that were left out have to be checked", async () => {
  await startReady();
  scoring.review(true);
  scoring.changed();
  await reply();
  assert.equal(find("[data-text=total]").textContent, "");
  assert.match(find("[data-engine-state]").textContent, /^To see a score, first check/);
  // A restart of the engine must not remove the reason from the page.
  scoring.start();
  reportState({ state: "ready", sealed: true });
  assert.match(find("[data-engine-state]").textContent, /^To see a score, first check/);
  assert.equal(requests.length, 1);
  scoring.review(false);
  scoring.changed();
  await settle();
  await reply();
  assert.equal(find("[data-text=total]").textContent, "3");
});

test("an answer that Python cannot read is listed at once, and removed from the list when it is corrected", async () => {
  await startReady();
  requests[0].reject(new RefusedError({ code: "not-offered", path: "answers.factor", message: "must be one of 1, 5" }));
  await settle();
  assert.equal(find("#error-summary").hidden, false);
  assert.match(find("[data-engine-state]").textContent, /first correct the problem/);
  enter("#factor-1", true);
  await reply();
  assert.ok(find("#error-summary").hidden);
  assert.equal(find("[data-engine-state]").textContent, "");
});

test("problems are listed only after a check, warnings at once", async () => {
  const problem = { code: "date", path: "answers.born", message: "Born must be a real date" };
  const warning = { code: "differs", path: "answers.again", message: "Name again differs" };
  await startReady();
  await reply({ problems: [problem], warnings: [warning] });
  assert.ok(find("#error-summary").hidden);
  assert.match(find("[data-item=again]").textContent, /Name again differs/);
  assert.equal(await scoring.check(), true);
  assert.ok(scoring.isChecked);
  assert.match(find("[data-errors]").textContent, /Born must be a real date/);
  assert.match(document.title, /^Error: /);
});

test("a check waits for the reply to the current answers", async () => {
  await startReady();
  const checked = scoring.check();
  await reply({ problems: [{ code: "date", path: "answers.born", message: "Born must be a real date" }] });
  assert.equal(await checked, true);
});

test("an engine that fails takes its problems with it, and says so", async () => {
  await startReady();
  await reply({ problems: [{ code: "date", path: "answers.born", message: "Born must be a real date" }] });
  await scoring.check();
  reportState({ state: "failed", code: "engine-broken" });
  assert.ok(find("#error-summary").hidden);
  assert.match(find("[data-engine-state]").textContent, /cannot be calculated here/);
  enter("#name", "Sam Example");
  requests.at(-1)?.reject(new ScorerError("engine-broken"));
  await settle();
});

test("the total is announced after a pause, and not after the end", async (t) => {
  await startReady();
  t.mock.timers.enable({ apis: ["setTimeout"] });
  window.setTimeout = setTimeout;
  await reply({ lists: { "signs-of-harm": ["a sign"] } });
  const said = find("[data-announce]").textContent;
  t.mock.timers.tick(1_200);
  assert.match(
    find("[data-announce-total]").textContent,
    /^Signs of harm are recorded\. Act on them now\. 1 of 2 answered: 1 scored, 0 not known\. Total: 3\./,
  );
  // A message from before the pause stays, because a screen reader may not have read it out yet.
  assert.notEqual(said, "");
  assert.equal(find("[data-announce]").textContent, said);
  scoring.end();
  assert.equal(disposed, 1);
});

test("other formats are made of the report of the current answers, and of no other", async () => {
  await startReady();
  await reply();
  const exported = { word: {}, text: "The report", sections: [] };
  const first = scoring.exported();
  await settle();
  assert.equal(requests[1].op, "export");
  requests[1].resolve(exported);
  assert.equal(await first, exported);
  const late = scoring.exported();
  await settle();
  enter("#name", "Sam Example");
  requests[2].resolve(exported);
  assert.equal(await late, undefined);
  scoring.review(true);
  assert.equal(await scoring.exported(), undefined);
});

test("an engine that has failed makes no other formats, and a fault of our own is not hidden", async () => {
  await startReady();
  await reply();
  for (const [fault, isHidden] of /** @type {[Error, boolean][]} */ ([
    [new ScorerError("engine-broken"), true],
    [new RefusedError({ code: "memory", path: "", message: "not enough memory" }), true],
    [new TypeError("ours"), false],
  ])) {
    const exported = scoring.exported();
    await settle();
    requests.at(-1)?.reject(fault);
    if (isHidden) assert.equal(await exported, undefined);
    else await assert.rejects(exported, TypeError);
  }
});
