/** Gets the engine and seals the page before the first worker starts: a worker has the policies that its page had then. */
import { download } from "./download.mjs";
import { keepOffline } from "./offline.mjs";
import { seal } from "./seal.mjs";

const PLACES = {
  base: new URL("../assets/engine/", import.meta.url).href,
  worker: new URL("./worker.mjs", import.meta.url).href,
};

/** @type {import("./download.mjs").EngineParts | undefined} Kept: a sealed page can fetch nothing to start another worker. */
let parts;

/**
 * @param {(loaded: number, total: number) => void} onProgress
 * @param {AbortSignal} [signal]
 */
export async function prepare(onProgress, signal) {
  parts ??= await download(PLACES, onProgress, signal);
  // After the engine, so as not to slow it, and before the seal, which allows no service worker any more.
  keepOffline();
  await seal();
  return parts;
}
