/** Gets the engine and seals the page before the first worker starts: a worker has the policies that its page had then. */
import { download } from "./download.mjs";
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
  await seal();
  return parts;
}
