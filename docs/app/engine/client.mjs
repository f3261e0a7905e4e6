/**
 * The page's side of the scoring worker: a promise for every question, and one state to show.
 *
 * @import { EngineParts } from "./download.mjs"
 *
 * @typedef {{ state: "loading", progress: number, text: string }
 *   | { state: "ready", sealed: boolean }
 *   | { state: "failed", code: string }} State `progress` goes from 0 to 1. "failed" comes once and
 *   is the last: the worker is gone, and a new scorer is needed to try again. `sealed`: whether the worker was seen to be
 *   refused a request.
 *
 * @typedef {"score" | "report" | "open" | "reassess" | "audit-row" | "audit"} Op What scoring/bridge.py can be asked.
 *
 * @typedef {object} Options
 * @property {(onProgress: (loaded: number, total: number) => void, signal: AbortSignal) => Promise<EngineParts>} prepare
 *   Gets the engine's parts, and the page ready for the worker; stops when the signal says so.
 * @property {string} probe The address by which the worker tries whether it is sealed.
 * @property {(state: State) => void} [onState] First called before createScorer returns.
 * @property {{ start?: number, request?: number }} [timeouts] In ms: how long the engine may give
 *   no sign of life while it starts, and how long one question may take.
 *
 * @typedef {object} Scorer
 * @property {(op: Op, what: object) => Promise<any>} ask Resolves to
 *   the result in the reply to a message of the operation and the rest of it. Rejects with StaleError, RefusedError or ScorerError. May be called at
 *   once: questions wait for the engine, and of several for a score only the last is asked.
 * @property {() => void} dispose Ends the worker; what still waits is rejected.
 */
import { countdown } from "./countdown.mjs";
import { EngineError } from "./engine.mjs";
import { Questions, RefusedError } from "./questions.mjs";
import { trustedWorker } from "./trusted.mjs";

export { RefusedError, StaleError } from "./questions.mjs";

const LONGEST = 1_900_000;
const TOO_LONG = {
  code: "too-large",
  message: "The answers are too long altogether. Shorten the longest, or attach it to the referral as a document.",
};

/** There is no engine, or no longer one. */
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
  const questions = new Questions(limits.request, () => fail("request-timeout"));
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
    questions.rejectAll(new ScorerError(code));
  }

  /** @param {string} code */
  function fail(code) {
    if (state === "ended") return;
    end(code);
    onState({ state: "failed", code });
  }

  function restartClock() {
    stopClock();
    stopClock = countdown(limits.start, () => fail("start-timeout"));
  }

  /** @param {any} message A reply of the bridge, or news of the engine. */
  function receive(message) {
    if (state === "ended") return;
    if (typeof message?.id === "number") questions.settle(message);
    else if (message?.type === "failed") fail(String(message.code));
    else if (message?.type === "ready" && state === "loading") {
      stopClock();
      state = "ready";
      onState({ state, sealed: message.sealed === true });
      send();
    } else fail("bad-reply");
  }

  function send() {
    if (state === "ready") questions.post((message) => worker?.postMessage(message));
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
    if (state === "ended") return; // given up, or replaced, meanwhile
    restartClock();
    onState({ state: "loading", progress: 0.9, text: "Starting the scoring engine" });
    const address = URL.createObjectURL(parts.worker);
    try {
      worker = new Worker(trustedWorker(address), { type: "module" });
    } catch {
      return fail("no-worker");
    }
    worker.onmessage = ({ data }) => {
      URL.revokeObjectURL(address); // not before: the worker reads its script when it gets round to it
      receive(parsed(data));
    };
    worker.onmessageerror = () => fail("bad-reply");
    worker.onerror = (event) => {
      event.preventDefault(); // what it says may hold answers: not for the console
      fail("worker-error");
    };
    const { files, core, wasOpen } = parts;
    worker.postMessage({ type: "start", parts: { files, core, wasOpen }, probe });
  }

  onState({ state, progress: 0, text: "Loading the scoring engine" });
  // The page and its worker lose WebAssembly together; here it is known before anything is fetched.
  if (typeof WebAssembly !== "object") fail("no-webassembly");
  else {
    restartClock();
    prepare(arrived, ending.signal).then(startWorker, (fault) => fail(fault instanceof EngineError ? fault.code : "engine-broken"));
  }

  return {
    ask(op, what) {
      if (state === "ended") return Promise.reject(new ScorerError(ended));
      // The bridge reads no longer messages, and could not say which it was.
      if (JSON.stringify(what).length > LONGEST) return Promise.reject(new RefusedError(TOO_LONG));
      if (op === "score") questions.makeStale(op);
      const reply = questions.add(op, what);
      send();
      return reply;
    },
    dispose() {
      if (state !== "ended") end("disposed");
    },
  };
}

/** @param {unknown} data */
function parsed(data) {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}

/**
 * Puts the download's progress in the page's words. Starting Python comes after the last byte.
 * @param {number} loaded In bytes.
 * @param {number} total
 */
function shown(loaded, total) {
  const [done, all] = [loaded, total].map((bytes) => (bytes / 1e6).toFixed(1));
  return { progress: 0.9 * (loaded / total), text: `Loading the scoring engine: ${done} of ${all} MB` };
}
