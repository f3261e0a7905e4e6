import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, beforeEach, mock, test } from "node:test";
import { EngineError } from "../../../docs/app/engine/contract.mjs";
import { getImage } from "../../../docs/app/engine/image-loader.mjs";

const { fetch } = globalThis;
/** @param {string | Buffer} content */
const sha256 = (content) => createHash("sha256").update(content).digest("hex");
// The smallest valid module, followed by bytes that a test can alter.
const CORE = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, 4, 1, 0x61, 1, 2]);
const MANIFEST = JSON.stringify({
  image: { size: CORE.length, sha256: sha256(CORE) },
  trial: { question: "how many?", answer: "three" },
});
const FOLDER = `http://engine.example/${sha256(MANIFEST)}/`;
const script = new Blob(["// worker"]);
const TRIED = { core: "compiled", sha256: sha256(CORE), answer: "three", isOpen: true };

/** Fake Worker that reacts to a request as the test specifies. */
class FakeWorker {
  /** @type {FakeWorker[]} */
  static all = [];
  /** @type {(worker: FakeWorker) => void} */
  static react = () => {};
  taken = 0;
  /** @type {string[]} */
  asked = [];
  isOver = false;
  /** @type {(event: { data: unknown }) => void} */
  onmessage = () => {};
  onmessageerror = () => {};
  /** @type {(event: { preventDefault(): void }) => void} */
  onerror = () => {};

  constructor() {
    FakeWorker.all.push(this);
  }

  /** @param {any} message */
  postMessage(message) {
    if (message.type === "part") this.taken += message.part.byteLength;
    else {
      this.asked.push(message.question);
      FakeWorker.react(this);
    }
  }

  terminate() {
    this.isOver = true;
  }
}

beforeEach(() => {
  globalThis.Worker = /** @type {any} */ (FakeWorker);
  FakeWorker.all = [];
  FakeWorker.react = (worker) => worker.onmessage({ data: TRIED });
});

afterEach(() => {
  mock.restoreAll();
  globalThis.fetch = fetch;
  Reflect.deleteProperty(globalThis, "Worker");
});

/**
 * Fakes a host that has the image and its manifest.
 * @param {Record<string, any>} changed
 */
function host(changed = {}) {
  /** @type {Record<string, any>} */
  const files = { "engine.json": MANIFEST, "python.wasm": CORE, ...changed };
  /** @type {string[]} */
  const requests = [];
  globalThis.fetch = async (address, how) => {
    const name = String(address).slice(FOLDER.length);
    requests.push(name);
    const content = files[name];
    if (content === "nothing comes") {
      return new Promise((_, reject) =>
        how?.signal?.addEventListener("abort", () => reject(new DOMException("ended"))),
      );
    }
    return content instanceof Response ? content : new Response(content);
  };
  return requests;
}

/** @param {string} code */
const fails = (code) => (/** @type {unknown} */ fault) => fault instanceof EngineError && fault.code === code;

test("the image is fetched once and tried by a temporary worker while it arrives", async () => {
  const requests = host();
  assert.deepEqual(await getImage(FOLDER, script), { core: "compiled", wasOpen: true });
  assert.deepEqual(requests.sort(), ["engine.json", "python.wasm"]);
  const [worker] = FakeWorker.all;
  assert.equal(worker.taken, CORE.length);
  assert.deepEqual(worker.asked, ["how many?"]);
  assert.ok(worker.isOver);
});

test("progress is reported once the total size is known", async () => {
  const digest = crypto.subtle.digest.bind(crypto.subtle);
  const manifestRead = new Promise((resolve) => {
    mock.method(crypto.subtle, "digest", (/** @type {Parameters<typeof digest>} */ ...given) => {
      const hashing = digest(...given);
      hashing.finally(() => setTimeout(resolve)); // after all code that awaits it
      return hashing;
    });
  });
  const later = new ReadableStream({
    async pull(controller) {
      await manifestRead;
      controller.enqueue(new Uint8Array(CORE));
      controller.close();
    },
  });
  host({ "python.wasm": new Response(later) });
  /** @type {number[][]} */
  const progress = [];
  await getImage(FOLDER, script, (loaded, total) => progress.push([loaded, total]));
  assert.deepEqual(progress, [[CORE.length, CORE.length]]);
});

for (const name of ["engine.json", "python.wasm"]) {
  test(`a host without ${name} is reported as a missing engine, and the worker ends`, async () => {
    host({ [name]: new Response("not here", { status: 404 }) });
    await assert.rejects(getImage(FOLDER, script), fails("engine-missing"));
    assert.ok(FakeWorker.all.every(({ isOver }) => isOver));
  });
}

for (const [what, changed] of Object.entries({
  "a truncated image": { "python.wasm": CORE.subarray(0, 8) },
  "an HTML page in place of the manifest": { "engine.json": "<!doctype html>" },
  "the manifest of another build": { "engine.json": MANIFEST.replace("three", "four") },
})) {
  test(`${what} is refused`, async () => {
    host(changed);
    await assert.rejects(getImage(FOLDER, script), fails("engine-broken"));
  });
}

for (const [what, react] of /** @type {[string, (worker: FakeWorker) => void][]} */ ([
  ["gives another answer", (worker) => worker.onmessage({ data: { ...TRIED, answer: "four" } })],
  ["computes another hash", (worker) => worker.onmessage({ data: { ...TRIED, sha256: sha256("other") } })],
  ["reports a failure", (worker) => worker.onmessage({ data: '{"type":"failed","code":"engine-broken"}' })],
  ["sends an unknown message", (worker) => worker.onmessage({ data: undefined })],
  ["dies", (worker) => worker.onerror({ preventDefault() {} })],
  ["sends an unreadable message", (worker) => worker.onmessageerror()],
])) {
  test(`an image whose trial ${what} is refused`, async () => {
    host();
    FakeWorker.react = react;
    await assert.rejects(getImage(FOLDER, script), fails("engine-broken"));
    assert.ok(FakeWorker.all[0].isOver);
  });
}

test("without hash functions only the size and the answer are checked", async () => {
  host();
  FakeWorker.react = (worker) => worker.onmessage({ data: { ...TRIED, sha256: undefined } });
  assert.deepEqual(await getImage(FOLDER, script), { core: "compiled", wasOpen: true });
});

test("a trial without an answer fails after a timeout", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  host();
  const requested = new Promise((resolve) => {
    FakeWorker.react = () => resolve(null);
  });
  const failed = assert.rejects(getImage(FOLDER, script), fails("engine-broken"));
  await requested;
  t.mock.timers.tick(10_000);
  await failed;
});

test("a worker that cannot be started counts as a failed trial", async () => {
  host();
  globalThis.Worker = /** @type {any} */ (
    class {
      constructor() {
        throw new Error("not allowed");
      }
    }
  );
  await assert.rejects(getImage(FOLDER, script), fails("engine-broken"));
});

test("a stalled download is cancelled", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  host({ "python.wasm": "nothing comes" });
  const failed = assert.rejects(getImage(FOLDER, script), fails("engine-missing"));
  t.mock.timers.tick(15_000);
  await failed;
});

test("the image's download is cancelled if the manifest fails", async () => {
  let isEnded = false;
  host({ "engine.json": new Response("", { status: 404 }), "python.wasm": "nothing comes" });
  const { fetch: answer } = globalThis;
  globalThis.fetch = (address, how) => {
    how?.signal?.addEventListener("abort", () => (isEnded = true));
    return answer(address, how);
  };
  await assert.rejects(getImage(FOLDER, script), fails("engine-missing"));
  assert.ok(isEnded);
});

test("the caller can cancel the download", async () => {
  host({ "python.wasm": "nothing comes" });
  const ending = new AbortController();
  const failed = assert.rejects(
    getImage(FOLDER, script, () => {}, ending.signal),
    fails("engine-missing"),
  );
  ending.abort();
  await failed;
});
