/**
 * The questions that the worker has not answered yet, each with its promise and its time limit.
 *
 * @typedef {object} Question
 * @property {string} op
 * @property {string} message What is posted to the worker.
 * @property {(result: any) => void} resolve
 * @property {(fault: Error) => void} reject
 * @property {(() => void) | undefined} stopClock Runs from the time it is posted.
 */
import { countdown } from "./countdown.mjs";

/** A newer question of the same kind has been asked; there is nothing to show. */
export class StaleError extends Error {
  name = "StaleError";
}

/** Python has read the answers and will not do what was asked: `code`, and `path` in the answers. */
export class RefusedError extends Error {
  name = "RefusedError";

  /** @param {{ code?: string, path?: string, message?: string } | undefined} error */
  constructor(error) {
    super(error?.message ?? error?.code);
    this.code = error?.code ?? "unknown";
    this.path = error?.path ?? "";
  }
}

export class Questions {
  /** @type {Map<number, Question>} */
  #open = new Map();
  #lastId = 0;
  #limit;
  #onOverdue;

  /**
   * @param {number} limit How long the worker may take for one question, in ms.
   * @param {() => void} onOverdue
   */
  constructor(limit, onOverdue) {
    this.#limit = limit;
    this.#onOverdue = onOverdue;
  }

  /**
   * @param {string} op
   * @param {object} what The rest of the message.
   * @returns {Promise<any>}
   */
  add(op, what) {
    const id = ++this.#lastId;
    const message = JSON.stringify({ id, op, ...what });
    return new Promise((resolve, reject) => {
      this.#open.set(id, { op, message, resolve, reject, stopClock: undefined });
    });
  }

  /**
   * Rejects what is open of one kind. A question already posted keeps its clock: a dead worker must
   * be noticed even while new questions come faster than the time limit.
   * @param {string} op
   */
  makeStale(op) {
    for (const [id, question] of this.#open) {
      if (question.op !== op) continue;
      question.reject(new StaleError());
      if (!question.stopClock) this.#open.delete(id);
    }
  }

  /**
   * Hands out every question that has not been posted, and starts its clock.
   * @param {(message: string) => void} send
   */
  post(send) {
    for (const question of this.#open.values()) {
      if (question.stopClock) continue;
      question.stopClock = countdown(this.#limit, this.#onOverdue);
      send(question.message);
    }
  }

  /** @param {{ id: number, ok: boolean, result?: any, error?: object }} reply */
  settle(reply) {
    const question = this.#open.get(reply.id);
    this.#open.delete(reply.id);
    question?.stopClock?.();
    if (reply.ok) question?.resolve(reply.result);
    else question?.reject(new RefusedError(reply.error));
  }

  /** @param {Error} fault */
  rejectAll(fault) {
    for (const question of this.#open.values()) {
      question.stopClock?.();
      question.reject(fault);
    }
    this.#open.clear();
  }
}
