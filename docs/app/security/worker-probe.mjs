/**
 * What a worker's second proof of the seal is compared with (see probe.mjs), where no trial of the image has found it out: in the
 * ordinary start. It has to be seen in a worker and before the seal.
 */
import { countdown } from "./countdown.mjs";
import { trustedWorker } from "./trusted.mjs";

// It goes on beside a download. Without this the page only says less: Safari's engine then has no proof.
const PATIENCE = 10_000;

/**
 * Whether a request that needs no network goes through in a worker of this page, as the page is now. A worker that does not start,
 * or does not answer, has shown nothing.
 *
 * @param {Blob} script The worker's.
 * @returns {Promise<boolean>}
 */
export async function isOpenInWorker(script) {
  const address = URL.createObjectURL(script);
  /** @type {Worker | undefined} */
  let worker;
  let stopClock = () => {};
  try {
    return await new Promise((resolve) => {
      stopClock = countdown(PATIENCE, () => resolve(false));
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
