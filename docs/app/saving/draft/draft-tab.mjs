/** Draft tab: the one tab that keeps the draft. It holds a Web Lock, because two tabs would overwrite each other's draft. */
import { requestLock } from "../storage.mjs";

const LOCK = "hillingdon-cse-draft";

/** The Web Lock of this tab. */
export class DraftTab {
  #release = () => {};

  /**
   * Requests the Web Lock, which this tab then holds until `release` is called.
   * @returns {Promise<boolean>} Whether this tab has it.
   */
  hold() {
    this.release();
    return new Promise((resolve) => {
      requestLock(LOCK, { ifAvailable: true }, (/** @type {Lock | null} */ lock) => {
        resolve(lock !== null);
        return lock && new Promise((done) => (this.#release = () => done(undefined)));
      });
    });
  }

  /** Lets another tab keep the draft. */
  release() {
    this.#release();
    this.#release = () => {};
  }
}
