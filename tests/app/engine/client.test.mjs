import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { EngineError } from "../../docs/app/engine.mjs";
import { createScorer, RefusedError, ScorerError, StaleError } from "../../docs/app/scorer.mjs";

/** Stands for the browser's Worker: keeps what it is sent, says what the test lets it say. */
class FakeWorker {
  /** @type {FakeWorker} */
  static last;
  /** @type {any[]} */
  sent = [];
  terminated = false;
  /** @type {(event: { data: unknown }) => void} */
  onmessage = () => {};
  onmessageerror = () => {};
  /** @type {(event: { preventDefault(): void }) => void} */
  onerror = () => {};

  /**
   * @param {string} address
   * @param {object} options
   */
  constructor(address, options) {
    this.address = address;
    this.options = options;
    FakeWorker.last = this;
  }

  /** @param {any} message */
  postMessage(message) {
    this.sent.push(message);
  }

  terminate() {
    this.terminated = true;
  }

  /** @param {object} message */
  say(message) {
    this.onmessage({ data: JSON.stringify(message) });
  }

  /** The requests among what was sent. */
  get requests() {
    return this.sent.slice(1).map((message) => JSON.parse(message));
  }
}

/** @type {any[]} */
let states;

const PARTS = { files: {}, core: /** @type {any} */ ("core"), worker: new Blob(["worker"]), wasOpen: true };

/** Starts a scorer whose download goes on until the test lets it end. */
function startDownload() {
  states = [];
  const told = { arrived: /** @type {(loaded: number, total: number) => void} */ (() => {}) };
  /** @type {{ promise: Promise<typeof PARTS>, resolve: (parts: typeof PARTS) => void, reject: (fault: unknown) => void }} */
  const download = /** @type {any} */ ({});
  download.promise = new Promise((resolve, reject) => Object.assign(download, { resolve, reject }));
  const scorer = createScorer({
    prepare(onProgress) {
      told.arrived = onProgress;
      return download.promise;
    },
    probe: "/seal-probe",
    onState: (state) => states.push(state),
  });
  return { scorer, download, arrived: told.arrived };
}

/** Starts a scorer whose worker is there and has not answered yet. */
async function start() {
  const { scorer, download } = startDownload();
  download.resolve(PARTS);
  await download.promise;
  return scorer;
}

async function startReady() {
  const scorer = await start();
  FakeWorker.last.say({ type: "ready", sealed: true });
  return scorer;
}

const failures = () => states.filter((state) => state.state === "failed");

/**
 * What a promise rejects with; asked for before the cause, so that no rejection goes unhandled.
 * @param {Promise<any>} promise
 */
const faultOf = (promise) =>
  promise.then(
    () => assert.fail("it was answered"),
    (fault) => fault,
  );

beforeEach(() => {
  globalThis.Worker = /** @type {any} */ (FakeWorker);
});

afterEach(() => {
  Reflect.deleteProperty(globalThis, "Worker");
});

test("the worker is a module from the page's memory and is handed the engine", async () => {
  const scorer = await start();
  const worker = FakeWorker.last;
  assert.deepEqual(worker.options, { type: "module" });
  assert.match(worker.address, /^blob:/);
  assert.deepEqual(worker.sent, [{ type: "start", parts: { files: {}, core: "core", wasOpen: true }, probe: "/seal-probe" }]);
  scorer.dispose();
});

test("progress is told in megabytes, from 0 towards 1, and then the engine is ready", async () => {
  const { scorer, download, arrived } = startDownload();
  arrived(5e6, 10e6);
  arrived(10e6, 10e6);
  download.resolve(PARTS);
  await download.promise;
  FakeWorker.last.say({ type: "ready", sealed: true });
  assert.deepEqual(states, [
    { state: "loading", progress: 0, text: "Loading the scoring engine" },
    { state: "loading", progress: 0.45, text: "Loading the scoring engine: 5.0 of 10.0 MB" },
    { state: "loading", progress: 0.9, text: "Loading the scoring engine: 10.0 of 10.0 MB" },
    { state: "loading", progress: 0.9, text: "Starting the scoring engine" },
    { state: "ready", sealed: true },
  ]);
  scorer.dispose();
});

for (const sealed of [false, undefined, "yes"]) {
  test(`a worker that says ${sealed} of its seal is not taken as sealed`, async () => {
    const scorer = await start();
    FakeWorker.last.say({ type: "ready", sealed });
    assert.deepEqual(states.at(-1), { state: "ready", sealed: false });
    scorer.dispose();
  });
}

test("a download that fails is told by its code, and no worker is started", async () => {
  const { download } = startDownload();
  const before = FakeWorker.last;
  download.reject(new EngineError("engine-missing"));
  await assert.rejects(download.promise);
  assert.deepEqual(failures(), [{ state: "failed", code: "engine-missing" }]);
  assert.equal(FakeWorker.last, before);
});

test("a scorer that was given up starts no worker when its download ends", async () => {
  const { scorer, download } = startDownload();
  const before = FakeWorker.last;
  scorer.dispose();
  download.resolve(PARTS);
  await download.promise;
  assert.equal(FakeWorker.last, before);
});

test("a question gets the result of the reply that bears its id", async () => {
  const scorer = await startReady();
  const [first, second] = [scorer.ask("report", { answers: { a: 1 } }), scorer.ask("report", {})];
  const [asked, other] = FakeWorker.last.requests;
  assert.deepEqual({ ...asked, id: 0 }, { id: 0, op: "report", answers: { a: 1 } });
  FakeWorker.last.say({ id: other.id, ok: true, result: "second" });
  FakeWorker.last.say({ id: asked.id, ok: true, result: "first" });
  assert.deepEqual(await Promise.all([first, second]), ["first", "second"]);
  scorer.dispose();
});

test("only strings are posted after the start", async () => {
  const scorer = await startReady();
  faultOf(scorer.ask("score", {}));
  assert.deepEqual(
    FakeWorker.last.sent.map((message) => typeof message),
    ["object", "string"],
  );
  scorer.dispose();
});

test("a refusal carries its code and its path", async () => {
  const scorer = await startReady();
  const fault = faultOf(scorer.ask("score", {}));
  const { id } = FakeWorker.last.requests[0];
  FakeWorker.last.say({ id, ok: false, error: { code: "range", path: "answers.a" } });
  const refusal = await fault;
  assert.ok(refusal instanceof RefusedError);
  assert.deepEqual([refusal.code, refusal.path], ["range", "answers.a"]);
  assert.deepEqual(failures(), []);
  scorer.dispose();
});

test("a question asked while the engine loads is sent when it is ready", async () => {
  const scorer = await start();
  const reply = scorer.ask("report", {});
  assert.equal(FakeWorker.last.requests.length, 0);
  FakeWorker.last.say({ type: "ready" });
  FakeWorker.last.say({ id: FakeWorker.last.requests[0].id, ok: true, result: "done" });
  assert.equal(await reply, "done");
  scorer.dispose();
});

test("of several scores asked while the engine loads only the last is sent", async () => {
  const scorer = await start();
  const stale = faultOf(scorer.ask("score", { answers: { n: 1 } }));
  const reply = scorer.ask("score", { answers: { n: 2 } });
  FakeWorker.last.say({ type: "ready" });
  assert.deepEqual(
    FakeWorker.last.requests.map((request) => request.answers),
    [{ n: 2 }],
  );
  FakeWorker.last.say({ id: FakeWorker.last.requests[0].id, ok: true, result: 2 });
  assert.ok((await stale) instanceof StaleError);
  assert.equal(await reply, 2);
  scorer.dispose();
});

test("a newer score makes an older one stale, and no report", async () => {
  const scorer = await startReady();
  const report = scorer.ask("report", {});
  const stale = faultOf(scorer.ask("score", {}));
  const score = scorer.ask("score", {});
  for (const { id } of FakeWorker.last.requests) FakeWorker.last.say({ id, ok: true, result: id });
  assert.ok((await stale) instanceof StaleError);
  assert.deepEqual(await Promise.all([report, score]), [1, 3]);
  scorer.dispose();
});

for (const [what, cause, code] of /** @type {[string, (worker: FakeWorker) => void, string][]} */ ([
  ["says so", (worker) => worker.say({ type: "failed", code: "engine-missing" }), "engine-missing"],
  ["dies", (worker) => worker.onerror({ preventDefault() {} }), "worker-error"],
  ["sends what cannot be read", (worker) => worker.onmessageerror(), "bad-reply"],
  ["sends no JSON", (worker) => worker.onmessage({ data: "<html>" }), "bad-reply"],
  ["sends nothing known", (worker) => worker.onmessage({ data: "null" }), "bad-reply"],
])) {
  test(`when the worker ${what}, the state fails once and every question with it`, async () => {
    const scorer = await startReady();
    const faults = [faultOf(scorer.ask("score", {})), faultOf(scorer.ask("report", {}))];
    cause(FakeWorker.last);
    cause(FakeWorker.last);
    for (const fault of await Promise.all(faults)) {
      assert.ok(fault instanceof ScorerError);
      assert.equal(fault.code, code);
    }
    assert.deepEqual(failures(), [{ state: "failed", code }]);
    assert.ok(FakeWorker.last.terminated);
    const later = await faultOf(scorer.ask("score", {}));
    assert.equal(later.code, code);
  });
}

test("what a worker's error says is kept from the console", async () => {
  await startReady();
  let prevented = false;
  FakeWorker.last.onerror({ preventDefault: () => (prevented = true) });
  assert.ok(prevented);
});

test("where workers are not to be had the state fails", async () => {
  globalThis.Worker = /** @type {any} */ (
    class {
      constructor() {
        throw new Error("not allowed");
      }
    }
  );
  await start();
  assert.deepEqual(failures(), [{ state: "failed", code: "no-worker" }]);
});

test("an engine that gives no sign of life fails after the start limit", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const { download, arrived } = startDownload();
  t.mock.timers.tick(29_000);
  arrived(1, 2);
  t.mock.timers.tick(29_000);
  download.resolve(PARTS);
  await download.promise;
  t.mock.timers.tick(29_000);
  assert.deepEqual(failures(), []);
  t.mock.timers.tick(1_000);
  assert.deepEqual(failures(), [{ state: "failed", code: "start-timeout" }]);
  t.mock.timers.tick(60_000);
  assert.equal(failures().length, 1);
});

test("a ready engine is under no start limit", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  await startReady();
  t.mock.timers.tick(3_600_000);
  assert.deepEqual(failures(), []);
});

test("a killed worker is noticed within the request limit", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const scorer = await startReady();
  const fault = faultOf(scorer.ask("score", {}));
  t.mock.timers.tick(10_000);
  assert.equal((await fault).code, "request-timeout");
  assert.deepEqual(failures(), [{ state: "failed", code: "request-timeout" }]);
});

test("a killed worker is noticed while newer scores keep coming", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const scorer = await startReady();
  const faults = [];
  for (let second = 0; second < 10; second++) {
    faults.push(faultOf(scorer.ask("score", { second })));
    t.mock.timers.tick(1_000);
  }
  assert.equal(failures().length, 1);
  assert.equal((await faults.at(-1)).code, "request-timeout");
});

test("the clock of a question starts when it is sent, and stops when it is answered", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const scorer = await start();
  const reply = scorer.ask("score", {});
  t.mock.timers.tick(25_000);
  FakeWorker.last.say({ type: "ready" });
  t.mock.timers.tick(9_000);
  FakeWorker.last.say({ id: FakeWorker.last.requests[0].id, ok: true, result: 1 });
  assert.equal(await reply, 1);
  t.mock.timers.tick(60_000);
  assert.deepEqual(failures(), []);
});

test("dispose ends the worker and the questions, and is no failure", async () => {
  const scorer = await startReady();
  const fault = faultOf(scorer.ask("report", {}));
  scorer.dispose();
  FakeWorker.last.say({ type: "failed", code: "engine-broken" });
  assert.equal((await fault).code, "disposed");
  assert.ok(FakeWorker.last.terminated);
  assert.deepEqual(failures(), []);
  assert.equal((await faultOf(scorer.ask("score", {}))).code, "disposed");
});
