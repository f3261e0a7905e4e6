import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { isOpenInWorker } from "../../docs/app/comparing.mjs";

const script = new Blob(["// worker"]);

/** Stands for the browser's Worker: does what the test says when it is asked. */
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

test("what a worker has seen go through is open", async () => {
  says({ isOpen: true });
  assert.equal(await isOpenInWorker(script), true);
});

for (const [what, react] of /** @type {[string, (worker: FakeWorker) => void][]} */ ([
  ["was refused it", (worker) => worker.onmessage({ data: { isOpen: false } })],
  ["says something else", (worker) => worker.onmessage({ data: '{"type":"failed"}' })],
  ["says nothing", (worker) => worker.onmessage({ data: null })],
  ["cannot be understood", (worker) => worker.onmessageerror()],
  ["has an error", (worker) => worker.onerror({ preventDefault() {} })],
])) {
  test(`a worker that ${what} has shown nothing`, async () => {
    FakeWorker.react = react;
    assert.equal(await isOpenInWorker(script), false);
  });
}

test("a worker that does not answer is not waited for for ever", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  FakeWorker.react = () => {};
  const found = isOpenInWorker(script);
  t.mock.timers.tick(10_000);
  assert.equal(await found, false);
});

test("a worker that cannot be made has shown nothing", async () => {
  globalThis.Worker = /** @type {any} */ (
    class {
      constructor() {
        throw new TypeError("refused");
      }
    }
  );
  assert.equal(await isOpenInWorker(script), false);
});
