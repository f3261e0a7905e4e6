/**
 * Bootstraps the engine: fetches it, seals the page, and only then lets the worker start, because a worker inherits the policies that
 * its page has at that moment.
 */
import text from "worker-script";
import { isOpenInWorker } from "../security/worker-probe.mjs";
import { download } from "./pyodide-download.mjs";
import { FALLBACK } from "./contract.mjs";
import { getImage } from "./image-loader.mjs";
import { keepOffline } from "../offline/register.mjs";
import { requireElement } from "../ui/dom.mjs";
import { seal } from "../security/sealing-policy.mjs";

// A page in the background has no frames.
const BACKGROUND_MS = 2000;
// The worker's script is part of this script, so that the first worker starts without another request.
const WORKER = new Blob([text], { type: "text/javascript" });

/**
 * The encryption module, or nothing if it fails to load. It is requested after the first paint, which it would delay on a slow line,
 * and before the seal, because a sealed page can request nothing.
 */
export const encryption = firstPaint()
  .then(() => import("../crypto/encryption.mjs"))
  .catch(() => undefined);

/** @typedef {import("./pyodide-download.mjs").EngineParts} EngineParts */
/** @type {EngineParts | undefined} Kept, because a sealed page cannot fetch them again for another worker. */
let parts;
/** @type {Promise<EngineParts> | undefined} */
let fetching;
const giveUp = new AbortController();
/** @type {(loaded: number, total: number) => void} */
let reportProgress = () => {};

/** Starts to fetch the engine early. Does nothing without WebAssembly; client.mjs reports that error. */
export function startFetching() {
  if (typeof WebAssembly !== "object") return;
  fetching = getEngine(giveUp.signal);
  fetching.catch(() => {}); // avoids an unhandled rejection; awaited in prepare
}

/** Waits until the page has been painted, or a moment if it is in the background, where nothing is painted. */
function firstPaint() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, BACKGROUND_MS);
  });
}

/**
 * Waits for the engine's parts, registers the service worker and seals the page.
 * @param {(loaded: number, total: number) => void} onProgress
 * @param {AbortSignal} signal
 */
export async function prepare(onProgress, signal) {
  reportProgress = onProgress;
  signal.addEventListener("abort", () => giveUp.abort());
  try {
    parts ??= await (fetching ?? getEngine(signal));
  } finally {
    fetching = undefined; // another attempt fetches again
  }
  // After the engine, so as not to slow it down, and before the seal, which allows no service worker.
  keepOffline();
  await encryption;
  await seal();
  return parts;
}

/**
 * Fetches the memory image, or the files of stock Pyodide if the image is not available or does not run.
 *
 * @param {AbortSignal} signal
 * @returns {Promise<EngineParts>}
 */
async function getEngine(signal) {
  const { engine = "", fallback = "" } = requireElement("[data-engine]").dataset;
  const folder = new URL(`../assets/engine/${engine}/`, import.meta.url).href;
  /** @type {typeof reportProgress} */
  const onProgress = (loaded, total) => reportProgress(loaded, total);
  const parts = await getImage(folder, WORKER, onProgress, signal).catch(async () => {
    const wasOpen = isOpenInWorker(WORKER);
    return { ...(await download(folder + FALLBACK, fallback, onProgress, signal)), wasOpen: await wasOpen };
  });
  return { ...parts, worker: WORKER };
}
