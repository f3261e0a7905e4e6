/**
 * Pending requests: requests that the worker has not answered yet, each with its promise and its timeout.
 *
 * @import { Op, Operations } from "../types/operations.js"
 *
 * @typedef {{ id: number, ok: true, result: unknown } | { id: number, ok: false, error: Problem }} Reply A reply of scoring/bridge.py.
 * @typedef {{ code?: string, path?: string, message?: string }} Problem
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

/** Assigns ids, matches replies to requests and watches the timeouts. */
export class PendingRequests {
  /** @type {Map<number, PendingRequest>} */
  #open = new Map();
  #lastId = 0;
  #limit;
  #onOverdue;

  /**
   * @param {number} limit The longest time for one request, in ms.
   * @param {() => void} onOverdue
   */
  constructor(limit, onOverdue) {
    this.#limit = limit;
    this.#onOverdue = onOverdue;
  }

  /**
   * Adds a request, to be sent by `post`.
   * @template {Op} O
   * @param {O} op
   * @param {Operations[O]["asked"]} what The other members of the message.
   * @returns {Promise<Operations[O]["result"]>} Rejects at once with a RefusedError if the message is too long.
   */
  add(op, what) {
    const id = ++this.#lastId;
    const message = JSON.stringify({ id, op, ...what });
    // The bridge refuses longer messages, and its reply could not name the request.
    if (message.length > MESSAGE) return Promise.reject(new RefusedError(TOO_LONG));
    return new Promise((resolve, reject) => {
      const settle = /** @type {(result: unknown) => void} */ (resolve);
      this.#open.set(id, { message, resolve: settle, reject, stopClock: undefined });
    });
  }

  /**
   * Posts every request that was not posted yet, and starts its timeout.
   * @param {(message: string) => void} send
   */
  post(send) {
    for (const request of this.#open.values()) {
      if (request.stopClock) continue;
      request.stopClock = timeout(this.#limit, this.#onOverdue);
      send(request.message);
    }
  }

  /**
   * Resolves or rejects the request that a reply belongs to.
   * @param {Reply} reply
   */
  settle(reply) {
    const request = this.#open.get(reply.id);
    this.#open.delete(reply.id);
    request?.stopClock?.();
    if (reply.ok) request?.resolve(reply.result);
    else request?.reject(new RefusedError(reply.error));
  }

  /**
   * Rejects all pending requests.
   * @param {Error} fault
   */
  rejectAll(fault) {
    for (const request of this.#open.values()) {
      request.stopClock?.();
      request.reject(fault);
    }
    this.#open.clear();
  }
}
