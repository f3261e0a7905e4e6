/** Gets the engine and seals the page before the first worker starts: a worker has the policies that its page had then. */
import { download } from "./download.mjs";
import { ORDINARY } from "./engine.mjs";
import { open } from "./fetching.mjs";
import { getImage } from "./image.mjs";
import { keepOffline } from "./offline.mjs";
import { part } from "./page.mjs";
import { seal } from "./seal.mjs";

const WORKER = new URL("./worker.mjs", import.meta.url).href;

/** What saving needs; nothing where it does not come. It is asked for at once, since a sealed page can ask for nothing. */
export const vault = import("./vault.mjs").catch(() => undefined);

/** @typedef {import("./download.mjs").EngineParts} EngineParts */
/** @type {EngineParts | undefined} Kept: a sealed page can fetch nothing to start another worker. */
let parts;

/**
 * @param {(loaded: number, total: number) => void} onProgress
 * @param {AbortSignal} [signal]
 */
export async function prepare(onProgress, signal) {
  parts ??= await getParts(new URL(`../assets/engine/${part("[data-engine]").dataset.engine}/`, import.meta.url).href, onProgress, signal);
  // After the engine, so as not to slow it, and before the seal, which allows no service worker any more.
  keepOffline();
  await vault;
  await seal();
  return parts;
}

/**
 * The image, or where it cannot be had or does not run, all that Python is started from.
 *
 * @param {string} folder
 * @param {(loaded: number, total: number) => void} onProgress
 * @param {AbortSignal} [signal]
 * @returns {Promise<EngineParts>}
 */
async function getParts(folder, onProgress, signal) {
  const script = open(WORKER, { signal }).then((response) => response.blob());
  script.catch(() => {}); // it is told below, where it is waited for
  const found = await getImage(folder, script, onProgress, signal).catch(() => download(folder + ORDINARY, onProgress, signal));
  return { ...found, worker: await script };
}
