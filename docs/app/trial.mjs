/**
 * Tries the image in a worker that is thrown away, with the script that is used afterwards: whether this browser can run it, and
 * whether it answers as it did when it was built.
 */
import { countdown } from "./countdown.mjs";
import { trustedWorker } from "./trusted.mjs";

// A slow browser is slower with what stands in.
const PATIENCE = 10_000;

/** @param {Promise<Blob>} script */
export function startTrial(script) {
  /** @type {(answer: string) => void} */
  let heard = () => {};
  /** @type {Promise<string>} What the worker says first; nothing if it fails. */
  const answer = new Promise((resolve) => {
    heard = resolve;
  });
  /** @type {Worker | undefined} */
  let worker;
  let address = "";
  let isOver = false;
  const started = script.then((blob) => {
    if (isOver) return;
    address = URL.createObjectURL(blob);
    worker = new Worker(trustedWorker(address), { type: "module" });
    worker.onmessage = ({ data }) => heard(String(data));
    worker.onmessageerror = () => heard("");
    worker.onerror = (event) => {
      event.preventDefault();
      heard("");
    };
  });
  started.catch(() => heard(""));
  return {
    /**
     * Resolves to nothing if there is no answer. `isOpen`: whether a request went through in the worker, before the seal.
     * @param {WebAssembly.Module} core
     * @param {string} question
     * @returns {Promise<{ answer?: string, isOpen?: boolean }>}
     */
    async ask(core, question) {
      const stopClock = countdown(PATIENCE, () => heard(""));
      await started.catch(() => {});
      worker?.postMessage({ type: "trial", core, question });
      const found = await answer;
      stopClock();
      return parsed(found);
    },
    end() {
      isOver = true;
      worker?.terminate();
      URL.revokeObjectURL(address);
    },
  };
}

/** @param {string} data */
function parsed(data) {
  try {
    return JSON.parse(data);
  } catch {
    return {};
  }
}
