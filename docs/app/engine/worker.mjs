/**
 * The scoring worker, which runs Python. It receives `{ type: "start", parts, probe }` and then requests as JSON strings. It posts JSON
 * strings only: `{"type": "ready" | "failed"}` about itself, or the bridge's reply. A failure is posted as a code, because Safari
 * cannot clone an Error and a Python error may contain answers.
 *
 * Two temporary workers have the same script. One tries the image before the page is sealed (image-trial.mjs): it receives
 * `{ type: "part", part }` for each part, then `{ type: "ask", question }`, and posts the outcome. The other receives
 * `{ type: "is-open" }` (worker-probe.mjs).
 *
 * The page starts the scoring worker from a blob after it has sealed itself. A worker from a blob inherits the page's policies; a worker
 * from an address would not.
 */
import { StreamedImage } from "./image-trial-worker.mjs";
import { EngineError } from "./contract.mjs";
import { startImage } from "./wasm-host.mjs";
import { loadEngine } from "./pyodide-loader.mjs";
import { isOpen, isSealed } from "../security/seal-probe.mjs";
import { hardenWorker } from "../security/harden-worker.mjs";

/**
 * @typedef {object} Scope The part of a worker's global scope that is used here.
 * @property {(message: unknown) => void} postMessage
 * @property {(type: "message", heard: (event: MessageEvent) => void) => void} addEventListener
 */
const scope = /** @type {Scope} */ (/** @type {unknown} */ (globalThis));
// Bound here, because harden-worker.mjs removes the global function before the first reply.
const post = scope.postMessage.bind(scope);

/** @type {import("./pyodide-loader.mjs").Engine | undefined} */
let engine;
/** @type {StreamedImage | undefined} */
let arriving;

scope.addEventListener("message", ({ data }) => {
  if (typeof data === "string") answer(data);
  else if (data?.type === "start") start(data.parts, data.probe);
  else if (data?.type === "part") take(data.part);
  else if (data?.type === "ask") attempt(data.question);
  else if (data?.type === "is-open") isOpen().then((isReachable) => post({ isOpen: isReachable }));
});

/** @param {Uint8Array<ArrayBuffer>} part */
function take(part) {
  arriving ??= new StreamedImage();
  arriving.take(part);
}

/**
 * @param {Pick<import("./pyodide-download.mjs").EngineParts, "core" | "files" | "wasOpen">} parts
 * @param {string} probe
 */
async function start({ core, files, wasOpen }, probe) {
  try {
    engine = await (files ? loadEngine({ core, files }) : startImage(core));
    const sealed = await isSealed(probe, wasOpen);
    hardenWorker(globalThis);
    postStatus({ type: "ready", sealed });
  } catch (fault) {
    failed(fault);
  }
}

/** @param {string} question */
async function attempt(question) {
  try {
    const [tried, open] = await Promise.all([arriving?.ask(question), isOpen()]);
    post({ ...tried, isOpen: open });
  } catch (fault) {
    failed(fault);
  }
}

/** @param {string} message */
function answer(message) {
  try {
    if (!engine) throw new EngineError("engine-not-started");
    post(engine.handle(message));
  } catch (fault) {
    failed(fault);
  }
}

/** @param {unknown} fault */
function failed(fault) {
  postStatus({ type: "failed", code: fault instanceof EngineError ? fault.code : "engine-broken" });
}

/** @param {object} message */
function postStatus(message) {
  post(JSON.stringify(message));
}
