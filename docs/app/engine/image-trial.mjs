/**
 * Image trial: lets a temporary worker compile, hash and run the image, to find out whether this browser can use it. A worker does it
 * so that the page is not blocked. It has the same script as the scoring worker.
 */
import { timeout } from "../lib/timeout.mjs";
import { EngineError } from "./contract.mjs";
import { trustedWorker } from "../security/trusted-types.mjs";

// In ms. The fallback would be slower still, so a slow browser gets time.
const REPLY_TIMEOUT = 10_000;

/**
 * @typedef {object} Tried
 * @property {WebAssembly.Module} core
 * @property {string | undefined} sha256 Nothing on an insecure origin.
 * @property {string} answer
 * @property {boolean} isOpen Whether the worker could make a request before the seal.
 */

/**
 * Starts a trial.
 * @param {Blob} script The worker's script.
 */
export function startTrial(script) {
  /** @type {(tried: Tried) => void} */
  let resolve = () => {};
  let fail = () => {};
  /** @type {Promise<Tried>} */
  const tried = new Promise((done, refuse) => {
    resolve = done;
    fail = () => refuse(new EngineError("engine-broken"));
  });
  tried.catch(() => {}); // avoids an unhandled rejection; awaited in ask
  const address = URL.createObjectURL(script);
  /** @type {Worker | undefined} */
  let worker;
  try {
    worker = new Worker(trustedWorker(address), { type: "module" });
    worker.onmessage = ({ data }) => (data?.core ? resolve(data) : fail());
    worker.onmessageerror = () => fail();
    worker.onerror = (event) => {
      event.preventDefault();
      fail();
    };
  } catch {
    fail();
  }
  return {
    /**
     * Sends the next part of the image.
     * @param {Uint8Array<ArrayBuffer>} part It is transferred, so it cannot be used afterwards.
     */
    take(part) {
      worker?.postMessage({ type: "part", part }, [part.buffer]);
    },
    /**
     * Sends one request to the image. Must be called after the last part. Rejects with `engine-broken` if there is no answer.
     * @param {string} question
     */
    async ask(question) {
      const stopClock = timeout(REPLY_TIMEOUT, () => fail());
      worker?.postMessage({ type: "ask", question });
      try {
        return await tried;
      } finally {
        stopClock();
      }
    },
    /** Ends the worker. */
    end() {
      worker?.terminate();
      URL.revokeObjectURL(address);
    },
  };
}
