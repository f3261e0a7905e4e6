/**
 * Channel to the scoring worker: posts requests, settles the promise of each with its reply, and limits the time that each may take.
 * Messages of the worker about itself go to the client.
 *
 * @import { Ask } from "../types/operations.js"
 *
 * @typedef {{ id: number, ok: true, result: unknown } | { id: number, ok: false, error: Problem }} Reply A reply of scoring/bridge.py.
 * @typedef {{ code?: string, path?: string, message?: string }} Problem
 * @typedef {{ type: "ready", sealed?: boolean } | { type: "failed", code: string }} Status A message of the worker about itself.
 *
 * @typedef {object} PendingRequest
 * @property {string} message The text for the worker.
 * @property {(result: unknown) => void} resolve
 * @property {(fault: Error) => void} reject
 * @property {(() => void) | undefined} stopClock Set once the request was posted.
 */
import { MESSAGE } from "../lib/limits.mjs";
import { timeout } from "../lib/timeout.mjs";

const TOO_LONG = {
  code: "too-large",
  message:
    "Your answers are too long in total. Shorten the longest one, or attach it to the referral as a separate document.",
};

/** Python refused the request. `code` is the reason, and `path` is the path in the answers. */
export class RefusedError extends Error {
  name = "RefusedError";

  /** @param {Problem | undefined} error */
  constructor(error) {
    super(error?.message ?? error?.code);
    this.code = error?.code ?? "unknown";
    this.path = error?.path ?? "";
  }
}

/** Requests wait until the channel is open. After it was closed, every request is rejected. */
export class WorkerChannel {
  /** @type {Map<number, PendingRequest>} */
  #pending = new Map();
  #lastId = 0;
  #limit;
  #onOverdue;
  #onStatus;
  /** @type {Worker | undefined} */
  #worker;
  #isOpen = false;
  /** @type {Error | undefined} */
  #closedBy;

  /**
   * @param {number} limit The longest time for one request, in ms.
   * @param {{ onOverdue: () => void, onStatus: (status: Partial<Status> | undefined) => void }} events `onStatus` gets nothing if the
   *   worker's message cannot be read.
   */
  constructor(limit, { onOverdue, onStatus }) {
    this.#limit = limit;
    this.#onOverdue = onOverdue;
    this.#onStatus = onStatus;
  }

  /**
   * Asks Python. Rejects with a RefusedError if the message is too long or Python refuses it, and with the fault that closed the channel.
   * @type {Ask}
   */
  ask = (op, what) => {
    if (this.#closedBy) return Promise.reject(this.#closedBy);
    const id = ++this.#lastId;
    const message = JSON.stringify({ id, op, ...what });
    // The bridge refuses longer messages, and its reply could not name the request.
    if (message.length > MESSAGE) return Promise.reject(new RefusedError(TOO_LONG));
    return new Promise((resolve, reject) => {
      const settle = /** @type {(result: unknown) => void} */ (resolve);
      this.#pending.set(id, { message, resolve: settle, reject, stopClock: undefined });
      if (this.#isOpen) this.#post();
    });
  };

  /**
   * Receives what this worker posts.
   * @param {Worker} worker
   */
  listen(worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#receive(data);
  }

  /** Posts the waiting requests, and from now on each request at once. */
  open() {
    this.#isOpen = true;
    this.#post();
  }

  /**
   * Rejects all pending requests, and ignores the worker from now on.
   * @param {Error} fault
   */
  close(fault) {
    this.#closedBy = fault;
    for (const request of this.#pending.values()) {
      request.stopClock?.();
      request.reject(fault);
    }
    this.#pending.clear();
  }

  #post() {
    for (const request of this.#pending.values()) {
      if (request.stopClock) continue;
      request.stopClock = timeout(this.#limit, this.#onOverdue);
      this.#worker?.postMessage(request.message);
    }
  }

  /** @param {unknown} data */
  #receive(data) {
    if (this.#closedBy) return;
    const message = parsed(data);
    if (message && "id" in message && typeof message.id === "number") this.#settle(message);
    else this.#onStatus(/** @type {Partial<Status> | undefined} */ (message));
  }

  /** @param {Reply} reply */
  #settle(reply) {
    const request = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    request?.stopClock?.();
    if (reply.ok) request?.resolve(reply.result);
    else request?.reject(new RefusedError(reply.error));
  }
}

/**
 * @param {unknown} data
 * @returns {Reply | Partial<Status> | undefined}
 */
function parsed(data) {
  try {
    const message = JSON.parse(String(data));
    return typeof message === "object" && message !== null ? message : undefined;
  } catch {
    return undefined;
  }
}
