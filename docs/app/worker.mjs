/**
 * The worker in which Python runs. It takes `{ type: "start", source, limit }` and then requests as
 * JSON strings; everything it says is a JSON string: `{"type": "progress" | "ready" | "failed"}`
 * about itself, or the bridge's reply. An Error would not clone in Safari, and a Python error may
 * hold answers, so of failures only a code goes out.
 */
import { EngineError, loadEngine } from "./loader.mjs";

/**
 * @typedef {object} Scope The part of a worker's global scope that is used here.
 * @property {(message: string) => void} postMessage
 * @property {((event: MessageEvent) => void) | null} onmessage
 */
const scope = /** @type {Scope} */ (/** @type {unknown} */ (globalThis));

// Often enough for an eye, seldom enough for the page.
const PROGRESS_EVERY = 100;

/** @type {import("./loader.mjs").Engine | undefined} */
let engine;

scope.onmessage = (/** @type {MessageEvent} */ { data }) => {
  if (typeof data === "string") answer(data);
  else if (data?.type === "start") start(data.source, data.limit);
};

/**
 * @param {Parameters<typeof loadEngine>[0]} source
 * @param {number} limit
 */
async function start(source, limit) {
  let told = -PROGRESS_EVERY;
  try {
    engine = await loadEngine(
      source,
      (progress) => {
        if (progress.step === "download" && performance.now() - told < PROGRESS_EVERY) return;
        told = performance.now();
        say({ type: "progress", ...progress });
      },
      limit,
    );
    say({ type: "ready" });
  } catch (fault) {
    failed(fault);
  }
}

/** @param {string} message */
function answer(message) {
  try {
    if (!engine) throw new EngineError("engine-not-started");
    scope.postMessage(engine.handle(message));
  } catch (fault) {
    failed(fault);
  }
}

/** @param {unknown} fault */
function failed(fault) {
  say({ type: "failed", code: fault instanceof EngineError ? fault.code : "engine-broken" });
}

/** @param {object} message */
function say(message) {
  scope.postMessage(JSON.stringify(message));
}
