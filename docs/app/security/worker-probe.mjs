/**
 * Worker probe: the baseline for the worker's seal check on the stock Pyodide path. Tests before the seal whether a worker can
 * make a request (see seal-probe.mjs). On the image path, the image trial tests this.
 */
import { timeout } from "../lib/timeout.mjs";
import { trustedWorker } from "./trusted-types.mjs";

// In ms. It runs during the download. Without its result WebKit has no proof of the worker's seal.
const REPLY_TIMEOUT = 10_000;

/**
 * Returns whether a request that needs no network succeeds in a worker of this page. Returns false if the worker does not start or
 * does not answer.
 *
 * @param {Blob} script The worker's script.
 * @returns {Promise<boolean>}
 */
export async function isOpenInWorker(script) {
  const address = URL.createObjectURL(script);
  /** @type {Worker | undefined} */
  let worker;
  let stopClock = () => {};
  try {
    return await new Promise((resolve) => {
      stopClock = timeout(REPLY_TIMEOUT, () => resolve(false));
      worker = new Worker(trustedWorker(address), { type: "module" });
      worker.onmessage = ({ data }) => resolve(data?.isOpen === true);
      worker.onmessageerror = () => resolve(false);
      worker.onerror = (event) => {
        event.preventDefault();
        resolve(false);
      };
      worker.postMessage({ type: "is-open" });
    });
  } catch {
    return false;
  } finally {
    stopClock();
    worker?.terminate();
    URL.revokeObjectURL(address);
  }
}
