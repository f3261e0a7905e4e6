/**
 * Deferred search index: the theme builds its index for the first query, or a while after the page has opened. Until then the page
 * itself has the processor. Runs in the search worker.
 */

// In ms. Building the index takes up to a second on a slow computer.
const SOON = 5000;
// Types of the theme's messages.
export const SETUP = 0;
export const READY = 1;
export const QUERY = 2;
export const RESULT = 3;

/** @typedef {{ type: number, data?: unknown }} Message */

/** Holds the messages to the theme until its index is built. */
export class DeferredIndex {
  #pass;
  #reply;
  /** @type {Message | undefined} The theme's setup message, until the index is being built. */
  #setUp;
  /** @type {Message[]} Queries that wait for the index. */
  #waiting = [];
  #isBuilt = false;
  #isPassing = false;

  /**
   * @param {(message: Message) => void} pass Passes a message on to the theme's worker.
   * @param {(message: Message) => void} reply Sends a message to the page.
   */
  constructor(pass, reply) {
    this.#pass = pass;
    this.#reply = reply;
  }

  /**
   * Holds a message from the page if the index is not built yet.
   * @param {Message} message
   * @returns {boolean} Whether the theme must not receive the message now.
   */
  holds(message) {
    if (this.#isPassing || (this.#isBuilt && !this.#waiting.length)) return false;
    if (message.type === SETUP) {
      this.#setUp = message;
      // The page shows that the search is ready.
      this.#reply({ type: READY });
      setTimeout(() => this.#build(), SOON);
    } else if (message.data || this.#waiting.length) {
      this.#waiting.push(message);
      this.#build();
    } else this.#reply({ type: RESULT, data: { items: [] } }); // the search box is empty
    return true;
  }

  /** Must be called when the theme has built its index. */
  built() {
    this.#isBuilt = true;
    this.answered();
  }

  /** Must be called when the theme has answered a query. Passes on the next one that waits, so that they are answered in order. */
  answered() {
    const next = this.#waiting.shift();
    if (next) this.#passOn(next);
  }

  #build() {
    const setUp = this.#setUp;
    this.#setUp = undefined;
    if (setUp) this.#passOn(setUp);
  }

  /** @param {Message} message */
  #passOn(message) {
    this.#isPassing = true;
    this.#pass(message);
    this.#isPassing = false;
  }
}
