import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { isOpenInWorker } from "../../../docs/app/security/worker-probe.mjs";

const script = new Blob(["// worker"]);

/** Fake Worker that reacts to a message as the test specifies. */
class FakeWorker {
  /** @type {FakeWorker | undefined} */
  static last;
  /** @type {(worker: FakeWorker) => void} */
  static react = () => {};
  isOver = false;
  /** @type {(event: { data: unknown }) => void} */
  onmessage = () => {};
  onmessageerror = () => {};
  /** @type {(event: { preventDefault(): void }) => void} */
  onerror = () => {};

  constructor() {
    FakeWorker.last = this;
  }

  /** @param {unknown} message */
  postMessage(message) {
    assert.deepEqual(message, { type: "is-open" });
    FakeWorker.react(this);
  }

  terminate() {
    this.isOver = true;
  }
}

beforeEach(() => {
  globalThis.Worker = /** @type {any} */ (FakeWorker);
});

afterEach(() => {
  assert.equal(FakeWorker.last?.isOver ?? true, true);
  FakeWorker.last = undefined;
  Reflect.deleteProperty(globalThis, "Worker");
});

/** @param {unknown} data */
const says = (data) => {
  FakeWorker.react = (worker) => worker.onmessage({ data });
};

test("a request that succeeded in a worker counts as open", async () => {
  says({ isOpen: true });
  assert.equal(await isOpenInWorker(script), true);
});

for (const [what, react] of /** @type {[string, (worker: FakeWorker) => void][]} */ ([
  ["could not make the request", (worker) => worker.onmessage({ data: { isOpen: false } })],
  ["posts another message", (worker) => worker.onmessage({ data: '{"type":"failed"}' })],
  ["posts nothing", (worker) => worker.onmessage({ data: null })],
  ["posts an unreadable message", (worker) => worker.onmessageerror()],
  ["has an error", (worker) => worker.onerror({ preventDefault() {} })],
])) {
  test(`a worker that ${what} counts as not open`, async () => {
    FakeWorker.react = react;
    assert.equal(await isOpenInWorker(script), false);
  });
}

test("a worker that does not answer counts as not open after a timeout", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  FakeWorker.react = () => {};
  const result = isOpenInWorker(script);
  t.mock.timers.tick(10_000);
  assert.equal(await result, false);
});

test("a worker that cannot be created counts as not open", async () => {
  globalThis.Worker = /** @type {any} */ (
    class {
      constructor() {
        throw new TypeError("refused");
      }
    }
  );
  assert.equal(await isOpenInWorker(script), false);
});
