/**
 * Client of the scoring worker: sends requests, resolves a promise for each reply, and reports the engine's state.
 *
 * @import { EngineParts } from "./pyodide-download.mjs"
 * @import { Reply } from "./pending-requests.mjs"
 * @import { Ask } from "../types/operations.js"
 *
 * @typedef {{ state: "loading", progress: number, text: string }
 * | { state: "ready", sealed: boolean } | { state: "failed", code: string }} State `progress` is a number from 0 to 1. "failed"
 * is always the last state: the worker has ended, and another attempt needs a new scorer. `sealed`: whether the browser has
 * refused a test request of the worker.
 *
 * @typedef {Reply | { type: "ready", sealed?: boolean } | { type: "failed", code: string }} FromWorker A reply of the bridge, or
 *   a message about the engine's state.
 *
 * @typedef {object} Options
 * @property {(onProgress: (loaded: number, total: number) => void, signal: AbortSignal) => Promise<EngineParts>} prepare
 *   Fetches the engine's parts and prepares the page for the worker. Stops when the signal is aborted.
 * @property {string} probe The address that the worker requests to prove that it is sealed.
 * @property {(state: State) => void} [onState] Called for the first time before createScorer returns.
 * @property {{ start?: number, request?: number }} [timeouts] In ms. `start` limits the time
 *   without progress while the engine starts; the other limits the time for one request.
 *
 * @typedef {object} Scorer
 * @property {Ask} ask Resolves with the operation's result. Rejects with RefusedError or ScorerError. May be called before the
 *   engine is ready: requests wait for it.
 * @property {() => void} dispose Ends the worker and rejects all pending requests.
 */
import { timeout } from "../lib/timeout.mjs";
import { EngineError } from "./contract.mjs";
import { PendingRequests } from "./pending-requests.mjs";
import { trustedWorker } from "../security/trusted-types.mjs";

export { RefusedError } from "./pending-requests.mjs";

/** The engine could not start, or has ended. */
export class ScorerError extends Error {
  name = "ScorerError";

  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/**
 * Starts the worker and its engine.
 * @param {Options} options
 * @returns {Scorer}
 */
export function createScorer({ prepare, probe, onState = () => {}, timeouts = {} }) {
  const limits = { start: 30_000, request: 10_000, ...timeouts };
  const pending = new PendingRequests(limits.request, () => fail("request-timeout"));
  /** @type {"loading" | "ready" | "ended"} */
  let state = "loading";
  let ended = "";
  /** @type {Worker | undefined} */
  let worker;
  let stopClock = () => {};
  const ending = new AbortController();

  /** @param {string} code */
  function end(code) {
    state = "ended";
    ended = code;
    stopClock();
    ending.abort();
    worker?.terminate();
    pending.rejectAll(new ScorerError(code));
  }

  /** @param {string} code */
  function fail(code) {
    if (state === "ended") return;
    end(code);
    onState({ state: "failed", code });
  }

  function restartClock() {
    stopClock();
    stopClock = timeout(limits.start, () => fail("start-timeout"));
  }

  /** @param {FromWorker | undefined} message */
  function receive(message) {
    if (state === "ended") return;
    if (message && "id" in message && typeof message.id === "number") pending.settle(message);
    else if (message && "type" in message && message.type === "failed") fail(String(message.code));
    else if (message && "type" in message && message.type === "ready" && state === "loading") {
      stopClock();
      state = "ready";
      onState({ state, sealed: message.sealed === true });
      send();
    } else fail("bad-reply");
  }

  function send() {
    if (state === "ready") pending.post((message) => worker?.postMessage(message));
  }

  /**
   * @param {number} loaded
   * @param {number} total
   */
  function arrived(loaded, total) {
    if (state !== "loading") return;
    restartClock();
    onState({ state, ...shown(loaded, total) });
  }

  /** @param {EngineParts} parts */
  function startWorker(parts) {
    if (state === "ended") return; // ended in the meantime
    restartClock();
    onState({ state: "loading", progress: 0.9, text: "Starting the scoring program" });
    const address = URL.createObjectURL(parts.worker);
    try {
      worker = new Worker(trustedWorker(address), { type: "module" });
    } catch {
      return fail("no-worker");
    }
    worker.onmessage = ({ data }) => receive(parsed(data));
    // Not earlier, because the worker may not have read its script yet.
    worker.addEventListener("message", () => URL.revokeObjectURL(address), { once: true });
    worker.onmessageerror = () => fail("bad-reply");
    worker.onerror = (event) => {
      event.preventDefault(); // keep it out of the console: the message may contain answers
      fail("worker-error");
    };
    const { files, core, wasOpen } = parts;
    worker.postMessage({ type: "start", parts: { files, core, wasOpen }, probe });
  }

  onState({ state, progress: 0, text: "Loading the scoring program" });
  // A page without WebAssembly has workers without it, so fail before anything is fetched.
  if (typeof WebAssembly !== "object") fail("no-webassembly");
  else {
    restartClock();
    prepare(arrived, ending.signal).then(startWorker, (fault) =>
      fail(fault instanceof EngineError ? fault.code : "engine-broken"),
    );
  }

  return {
    ask(op, what) {
      if (state === "ended") return Promise.reject(new ScorerError(ended));
      const reply = pending.add(op, what);
      send();
      return reply;
    },
    dispose() {
      if (state !== "ended") end("disposed");
    },
  };
}

/**
 * @param {unknown} data
 * @returns {FromWorker | undefined}
 */
function parsed(data) {
  try {
    const message = JSON.parse(String(data));
    return typeof message === "object" && message !== null ? message : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Returns the download's progress as a state. Starting Python takes the last tenth.
 * @param {number} loaded In bytes.
 * @param {number} total
 */
function shown(loaded, total) {
  const [done, all] = [loaded, total].map((bytes) => (bytes / 1e6).toFixed(1));
  return { progress: 0.9 * (loaded / total), text: `Loading the scoring program: ${done} of ${all} MB` };
}
