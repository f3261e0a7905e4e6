/**
 * Has the image tried in a worker that is thrown away, with the script that is used afterwards: whether this browser can run it,
 * what it answers, and what its hash is. That is much work, and the page has other.
 */
import { countdown } from "./countdown.mjs";
import { EngineError } from "./engine.mjs";
import { trustedWorker } from "./trusted.mjs";

// A slow browser is slower with what stands in.
const PATIENCE = 10_000;

/**
 * @typedef {object} Tried
 * @property {WebAssembly.Module} core
 * @property {string | undefined} sha256 Nothing where the browser has none.
 * @property {string} answer
 * @property {boolean} isOpen Whether a request went through in the worker, before the seal.
 */

/** @param {Blob} script */
export function startTrial(script) {
  /** @type {(tried: Tried) => void} */
  let resolve = () => {};
  let fail = () => {};
  /** @type {Promise<Tried>} */
  const tried = new Promise((done, refuse) => {
    resolve = done;
    fail = () => refuse(new EngineError("engine-broken"));
  });
  tried.catch(() => {}); // told where it is waited for
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
    /** @param {Uint8Array<ArrayBuffer>} part The next of the image. It is gone from here afterwards. */
    take(part) {
      worker?.postMessage({ type: "part", part }, [part.buffer]);
    },
    /**
     * To be called after the last part. Rejects with an EngineError, `engine-broken`, where there is no answer.
     * @param {string} question
     */
    async ask(question) {
      const stopClock = countdown(PATIENCE, () => fail());
      worker?.postMessage({ type: "ask", question });
      try {
        return await tried;
      } finally {
        stopClock();
      }
    },
    end() {
      worker?.terminate();
      URL.revokeObjectURL(address);
    },
  };
}
