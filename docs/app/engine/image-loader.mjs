/**
 * Loads the memory image (see wasm-host.mjs) and tries it before the page is sealed, because the fallback could not be fetched
 * afterwards.
 *
 * @import { Expected } from "./fetch-verified.mjs"
 * @typedef {{ image: Expected, trial: { question: string, answer: string } }} Manifest
 */
import { timeout } from "../lib/timeout.mjs";
import { EngineError, IMAGE, MANIFEST } from "./contract.mjs";
import { digest, follow, open, parse, read } from "./fetch-verified.mjs";
import { startTrial } from "./image-trial.mjs";

// In ms: the longest time without a byte. After that the fallback is tried.
const STALL_TIMEOUT = 15_000;
// How often progress is reported, in ms.
const STEP = 200;
// The same options as the preload links in the page's head. WebKit would otherwise fetch the files twice.
const AS_IN_HEAD = /** @type {const} */ ({ mode: "no-cors", credentials: "include" });

/**
 * Fetches, verifies and tries the image. Rejects with an EngineError: `engine-missing` (it cannot be fetched, or the download
 * stalled) or `engine-broken` (it is not the one that was built with the page, or it gives another answer than in the build).
 *
 * @param {string} folder Ending with a slash. Its name is the SHA-256 of the manifest.
 * @param {Blob} script The worker's script.
 * @param {(loaded: number, total: number) => void} [onProgress] In bytes.
 * @param {AbortSignal} [signal] Cancels it.
 * @returns {Promise<{ core: WebAssembly.Module, wasOpen: boolean }>} `wasOpen`: whether a worker could make a request before the
 *   seal (see seal-probe.mjs).
 */
export async function getImage(folder, script, onProgress = () => {}, signal) {
  const ending = new AbortController();
  const end = () => ending.abort();
  signal?.addEventListener("abort", end);
  let stopClock = () => {};
  const alive = () => {
    stopClock();
    stopClock = timeout(STALL_TIMEOUT, end);
  };
  alive();
  const trial = startTrial(script);
  try {
    const described = fetchManifest(folder, ending.signal);
    described.catch(() => {}); // avoids an unhandled rejection; awaited below
    let size = 0;
    described.then(
      (result) => (size = result.image.size),
      () => {},
    );
    let loaded = 0;
    let reported = -STEP;
    await follow(await open(folder + IMAGE, { ...AS_IN_HEAD, signal: ending.signal }), (part) => {
      alive();
      loaded += part.byteLength;
      trial.take(part);
      if (!size || performance.now() - reported < STEP) return;
      reported = performance.now();
      onProgress(Math.min(loaded, size), size);
    });
    const { image, trial: wanted } = await described;
    stopClock();
    const { core, sha256, answer, isOpen } = await trial.ask(wanted.question);
    if (loaded !== image.size || (sha256 && sha256 !== image.sha256) || answer !== wanted.answer)
      throw new EngineError("engine-broken");
    return { core, wasOpen: isOpen };
  } finally {
    stopClock();
    signal?.removeEventListener("abort", end);
    end(); // if one part failed, the others are not needed
    trial.end();
  }
}

/**
 * @param {string} folder
 * @param {AbortSignal} signal
 * @returns {Promise<Manifest>}
 */
async function fetchManifest(folder, signal) {
  const bytes = await read(await open(folder + MANIFEST, { ...AS_IN_HEAD, signal }));
  const result = await digest(bytes);
  if (result && !folder.endsWith(`/${result}/`)) throw new EngineError("engine-broken");
  return /** @type {Manifest} */ (parse(bytes));
}
