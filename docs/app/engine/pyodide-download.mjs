/**
 * Fetches all that Python is started from in the ordinary way into the page's memory, so that the page can be sealed before it
 * starts: what the worker needs is then handed to it.
 *
 * @import { Expected } from "./fetching.mjs"
 *
 * @typedef {object} EngineParts
 * @property {WebAssembly.Module} core Compiled by the page on the way in, so that the browser can keep the result.
 * @property {Blob} worker The worker's script.
 * @property {Record<string, ArrayBuffer>} [files] By name, the core's code not among them. None if the core is the image.
 * @property {boolean} [wasOpen] Whether a request was seen to go through in a worker before the seal.
 *
 * @typedef {{ tool: { engine: { files: Record<string, Expected> } } }} EngineLock
 */
import { CORE, EngineError, LOCK } from "./engine.mjs";
import { check, compile, open, parse, read } from "./fetching.mjs";

/**
 * Rejects with an EngineError: `engine-missing` (a file cannot be had) or `engine-broken` (a file is not the one that the
 * lock file names, or the core does not compile).
 *
 * @param {string} base The folder, ending with a slash. Its name holds a hash: what the browser has of it is right.
 * @param {(loaded: number, total: number) => void} [onProgress] In bytes.
 * @param {AbortSignal} [signal] Ends it.
 * @returns {Promise<{ files: Record<string, ArrayBuffer>, core: WebAssembly.Module }>}
 */
export async function download(base, onProgress = () => {}, signal) {
  const lock = await read(await open(base + LOCK, { signal }));
  const expected = /** @type {EngineLock} */ (parse(lock)).tool.engine.files;
  const total = Object.values(expected).reduce((sum, { size }) => sum + size, 0);
  let loaded = 0;
  /** @param {number} bytes */
  const arrived = (bytes) => onProgress(Math.min((loaded += bytes), total), total);
  /** @type {Record<string, ArrayBuffer>} */
  const files = { [LOCK]: lock };
  /** @type {WebAssembly.Module | undefined} */
  let core;
  await Promise.all(
    Object.entries(expected).map(async ([name, wanted]) => {
      const response = await open(base + name, { signal });
      const compiled = name === CORE ? compile(response.clone()) : undefined;
      compiled?.catch(() => {}); // it is told below, where it is waited for
      const bytes = await read(response, arrived);
      await check(bytes, wanted);
      if (compiled) core = await compiled;
      else files[name] = bytes;
    }),
  );
  if (!core) throw new EngineError("engine-missing");
  return { files, core };
}
