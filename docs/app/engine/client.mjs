/**
 * Client of the scoring worker: starts it with its engine, reports the engine's state, and ends it after a failure. Requests and replies
 * go through worker-channel.mjs.
 *
 * @import { EngineParts } from "./pyodide-download.mjs"
 * @import { Status } from "./worker-channel.mjs"
 * @import { Ask } from "../types/operations.js"
 *
 * @typedef {{ state: "loading", progress: number, text: string }
 * | { state: "ready", sealed: boolean } | { state: "failed", code: string }} State `progress` is a number from 0 to 1. "failed"
 * is always the last state: the worker has ended, and another attempt needs a new scorer. `sealed`: whether the browser has
 * refused a test request of the worker.
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
import { WorkerChannel } from "./worker-channel.mjs";
import { trustedWorker } from "../security/trusted-types.mjs";

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
  const channel = new WorkerChannel(limits.request, { onOverdue: () => fail("request-timeout"), onStatus: follow });
  /** @type {"loading" | "ready" | "ended"} */
  let state = "loading";
  /** @type {Worker | undefined} */
  let worker;
  let stopClock = () => {};
  const ending = new AbortController();

  /** @param {string} code */
  function end(code) {
    state = "ended";
    stopClock();
    ending.abort();
    worker?.terminate();
    channel.close(new ScorerError(code));
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

  /** @param {Partial<Status> | undefined} status */
  function follow(status) {
    if (status?.type === "failed") fail(String(status.code));
    else if (status?.type === "ready" && state === "loading") {
      stopClock();
      state = "ready";
      onState({ state, sealed: status.sealed === true });
      channel.open();
    } else fail("bad-reply");
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
    channel.listen(worker);
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
    ask: channel.ask,
    dispose() {
      if (state !== "ended") end("disposed");
    },
  };
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
