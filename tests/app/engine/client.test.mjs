import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { EngineError } from "../../../docs/app/engine/contract.mjs";
import { createScorer, ScorerError } from "../../../docs/app/engine/client.mjs";
import { RefusedError } from "../../../docs/app/engine/worker-channel.mjs";

/** Fake Worker that records the messages sent to it. The test sends its replies with `say`. */
class FakeWorker extends EventTarget {
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
    super();
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
    const event = new MessageEvent("message", { data: JSON.stringify(message) });
    this.onmessage(event);
    this.dispatchEvent(event);
  }

  /** The requests: all messages after the first, which starts the engine. */
  get requests() {
    return this.sent.slice(1).map((message) => JSON.parse(message));
  }
}

/** @type {any[]} */
let states;

const PARTS = { files: {}, core: /** @type {any} */ ("core"), worker: new Blob(["worker"]), wasOpen: true };

/** Starts a scorer; the test makes its download succeed or fail. */
function startDownload() {
  states = [];
  const progress = { arrived: /** @type {(loaded: number, total: number) => void} */ (() => {}) };
  /** @type {{ promise: Promise<typeof PARTS>, resolve: (parts: typeof PARTS) => void, reject: (fault: unknown) => void }} */
  const download = /** @type {any} */ ({});
  download.promise = new Promise((resolve, reject) => Object.assign(download, { resolve, reject }));
  const scorer = createScorer({
    prepare(onProgress) {
      progress.arrived = onProgress;
      return download.promise;
    },
    probe: "/seal-probe",
    onState: (state) => states.push(state),
  });
  return { scorer, download, arrived: progress.arrived };
}

/** Starts a scorer whose worker has started but has not replied yet. */
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

/**
 * @param {import("../../../docs/app/engine/client.mjs").Scorer} scorer
 * @param {any} [what]
 * @returns {Promise<any>}
 */
const ask = (scorer, what = {}) => scorer.ask("assess", what);

const failures = () => states.filter((state) => state.state === "failed");

/**
 * Returns the error that a promise rejects with. Call it before the promise rejects, to avoid an unhandled rejection.
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

test("the worker is a module from a blob and receives the engine's parts", async () => {
  const scorer = await start();
  const worker = FakeWorker.last;
  assert.deepEqual(worker.options, { type: "module" });
  assert.match(worker.address, /^blob:/);
  assert.deepEqual(worker.sent, [
    { type: "start", parts: { files: {}, core: "core", wasOpen: true }, probe: "/seal-probe" },
  ]);
  scorer.dispose();
});

test("progress is reported in megabytes and from 0 to 1 until the engine is ready", async () => {
  const { scorer, download, arrived } = startDownload();
  arrived(5e6, 10e6);
  arrived(10e6, 10e6);
  download.resolve(PARTS);
  await download.promise;
  FakeWorker.last.say({ type: "ready", sealed: true });
  assert.deepEqual(states, [
    { state: "loading", progress: 0, text: "Loading the scoring program" },
    { state: "loading", progress: 0.45, text: "Loading the scoring program: 5.0 of 10.0 MB" },
    { state: "loading", progress: 0.9, text: "Loading the scoring program: 10.0 of 10.0 MB" },
    { state: "loading", progress: 0.9, text: "Starting the scoring program" },
    { state: "ready", sealed: true },
  ]);
  scorer.dispose();
});

for (const sealed of [false, undefined, "yes"]) {
  test(`a worker that reports its seal as ${sealed} does not count as sealed`, async () => {
    const scorer = await start();
    FakeWorker.last.say({ type: "ready", sealed });
    assert.deepEqual(states.at(-1), { state: "ready", sealed: false });
    scorer.dispose();
  });
}

test("a failed download is reported by its code, and no worker starts", async () => {
  const { download } = startDownload();
  const before = FakeWorker.last;
  download.reject(new EngineError("engine-missing"));
  await assert.rejects(download.promise);
  assert.deepEqual(failures(), [{ state: "failed", code: "engine-missing" }]);
  assert.equal(FakeWorker.last, before);
});

test("a disposed scorer starts no worker when its download ends", async () => {
  const { scorer, download } = startDownload();
  const before = FakeWorker.last;
  scorer.dispose();
  download.resolve(PARTS);
  await download.promise;
  assert.equal(FakeWorker.last, before);
});

test("a request gets the result of the reply with its id", async () => {
  const scorer = await startReady();
  const [first, second] = [ask(scorer, { answers: { a: 1 } }), ask(scorer)];
  const [request, other] = FakeWorker.last.requests;
  assert.deepEqual({ ...request, id: 0 }, { id: 0, op: "assess", answers: { a: 1 } });
  FakeWorker.last.say({ id: other.id, ok: true, result: "second" });
  FakeWorker.last.say({ id: request.id, ok: true, result: "first" });
  assert.deepEqual(await Promise.all([first, second]), ["first", "second"]);
  scorer.dispose();
});

test("only strings are posted after the start", async () => {
  const scorer = await startReady();
  faultOf(ask(scorer));
  assert.deepEqual(
    FakeWorker.last.sent.map((message) => typeof message),
    ["object", "string"],
  );
  scorer.dispose();
});

test("a refusal has a code and a path", async () => {
  const scorer = await startReady();
  const fault = faultOf(ask(scorer));
  const { id } = FakeWorker.last.requests[0];
  FakeWorker.last.say({ id, ok: false, error: { code: "range", path: "answers.a" } });
  const refusal = await fault;
  assert.ok(refusal instanceof RefusedError);
  assert.deepEqual([refusal.code, refusal.path], ["range", "answers.a"]);
  assert.deepEqual(failures(), []);
  scorer.dispose();
});

test("a request made while the engine loads is sent when it is ready", async () => {
  const scorer = await start();
  const reply = ask(scorer);
  assert.equal(FakeWorker.last.requests.length, 0);
  FakeWorker.last.say({ type: "ready" });
  FakeWorker.last.say({ id: FakeWorker.last.requests[0].id, ok: true, result: "done" });
  assert.equal(await reply, "done");
  scorer.dispose();
});

test("a request that is longer than the bridge reads is refused without being sent", async () => {
  const scorer = await startReady();
  const refusal = await faultOf(ask(scorer, { answers: "x".repeat(2_000_000) }));
  assert.ok(refusal instanceof RefusedError);
  assert.equal(refusal.code, "too-large");
  assert.deepEqual(FakeWorker.last.requests, []);
  scorer.dispose();
});

for (const [what, cause, code] of /** @type {[string, (worker: FakeWorker) => void, string][]} */ ([
  ["reports a failure", (worker) => worker.say({ type: "failed", code: "engine-missing" }), "engine-missing"],
  ["dies", (worker) => worker.onerror({ preventDefault() {} }), "worker-error"],
  ["sends an unreadable message", (worker) => worker.onmessageerror(), "bad-reply"],
  ["sends something other than JSON", (worker) => worker.onmessage({ data: "<html>" }), "bad-reply"],
  ["sends an unknown message", (worker) => worker.onmessage({ data: "null" }), "bad-reply"],
])) {
  test(`when the worker ${what}, the state fails once and every request is rejected`, async () => {
    const scorer = await startReady();
    const faults = [faultOf(ask(scorer)), faultOf(ask(scorer))];
    cause(FakeWorker.last);
    cause(FakeWorker.last);
    for (const fault of await Promise.all(faults)) {
      assert.ok(fault instanceof ScorerError);
      assert.equal(fault.code, code);
    }
    assert.deepEqual(failures(), [{ state: "failed", code }]);
    assert.ok(FakeWorker.last.terminated);
    const later = await faultOf(ask(scorer));
    assert.equal(later.code, code);
  });
}

test("a worker's error message does not reach the console", async () => {
  await startReady();
  let prevented = false;
  FakeWorker.last.onerror({ preventDefault: () => (prevented = true) });
  assert.ok(prevented);
});

test("the state fails if no worker can be created", async () => {
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

test("an engine without progress fails after the start timeout", async (t) => {
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

test("the start timeout ends when the engine is ready", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  await startReady();
  t.mock.timers.tick(3_600_000);
  assert.deepEqual(failures(), []);
});

test("a killed worker is noticed within the request timeout", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const scorer = await startReady();
  const fault = faultOf(ask(scorer));
  t.mock.timers.tick(10_000);
  assert.equal((await fault).code, "request-timeout");
  assert.deepEqual(failures(), [{ state: "failed", code: "request-timeout" }]);
});

test("a killed worker is noticed although newer requests keep coming", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const scorer = await startReady();
  const faults = [];
  for (let second = 0; second < 10; second++) {
    faults.push(faultOf(ask(scorer, { second })));
    t.mock.timers.tick(1_000);
  }
  assert.equal(failures().length, 1);
  assert.equal((await faults.at(-1)).code, "request-timeout");
});

test("a request's timeout starts when it is sent and stops when it is answered", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const scorer = await start();
  const reply = ask(scorer);
  t.mock.timers.tick(25_000);
  FakeWorker.last.say({ type: "ready" });
  t.mock.timers.tick(9_000);
  FakeWorker.last.say({ id: FakeWorker.last.requests[0].id, ok: true, result: 1 });
  assert.equal(await reply, 1);
  t.mock.timers.tick(60_000);
  assert.deepEqual(failures(), []);
});

test("dispose ends the worker and its requests, and does not count as a failure", async () => {
  const scorer = await startReady();
  const fault = faultOf(ask(scorer));
  scorer.dispose();
  FakeWorker.last.say({ type: "failed", code: "engine-broken" });
  assert.equal((await fault).code, "disposed");
  assert.ok(FakeWorker.last.terminated);
  assert.deepEqual(failures(), []);
  assert.equal((await faultOf(ask(scorer))).code, "disposed");
});
