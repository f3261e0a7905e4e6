/** Gets the engine and seals the page before the worker starts that hears answers: a worker has the policies that its page had then. */
import text from "worker-script";
import { isOpenInWorker } from "./comparing.mjs";
import { download } from "./download.mjs";
import { ORDINARY } from "./engine.mjs";
import { getImage } from "./image.mjs";
import { keepOffline } from "./offline.mjs";
import { part } from "./page.mjs";
import { seal } from "./seal.mjs";

// In the page's own script: the first worker starts without another request, whatever the page is busy with.
const WORKER = new Blob([text], { type: "text/javascript" });

/** What saving needs; nothing where it does not come. It is asked for at once, since a sealed page can ask for nothing. */
export const vault = import("./vault.mjs").catch(() => undefined);

/** @typedef {import("./download.mjs").EngineParts} EngineParts */
/** @type {EngineParts | undefined} Kept: a sealed page can fetch nothing to start another worker. */
let parts;
/** @type {Promise<EngineParts> | undefined} */
let begun;
const giveUp = new AbortController();
/** @type {(loaded: number, total: number) => void} */
let tell = () => {};

/** Begins to fetch the engine before anybody waits for it. Where there can be none, that is told to whoever then does. */
export function beginEngine() {
  if (typeof WebAssembly !== "object") return;
  begun = getEngine(giveUp.signal);
  begun.catch(() => {});
}

/**
 * @param {(loaded: number, total: number) => void} onProgress
 * @param {AbortSignal} signal
 */
export async function prepare(onProgress, signal) {
  tell = onProgress;
  signal.addEventListener("abort", () => giveUp.abort());
  try {
    parts ??= await (begun ?? getEngine(signal));
  } finally {
    begun = undefined; // another try is a fresh one
  }
  // After the engine, so as not to slow it, and before the seal, which allows no service worker any more.
  keepOffline();
  await vault;
  await seal();
  return parts;
}

/**
 * The image, or where it cannot be had or does not run, all that Python is started from.
 *
 * @param {AbortSignal} signal
 * @returns {Promise<EngineParts>}
 */
async function getEngine(signal) {
  const folder = new URL(`../assets/engine/${part("[data-engine]").dataset.engine}/`, import.meta.url).href;
  /** @type {typeof tell} */
  const onProgress = (loaded, total) => tell(loaded, total);
  const found = await getImage(folder, WORKER, onProgress, signal).catch(async () => {
    const wasOpen = isOpenInWorker(WORKER);
    return { ...(await download(folder + ORDINARY, onProgress, signal)), wasOpen: await wasOpen };
  });
  return { ...found, worker: WORKER };
}
