/**
 * Downloads stock Pyodide into the page's memory, so that the page can be sealed before Python starts. The files are then posted to
 * the worker.
 *
 * @import { Expected } from "./fetch-verified.mjs"
 *
 * @typedef {object} EngineParts
 * @property {WebAssembly.Module} core Compiled by the page while it arrives, so that the browser can cache the result.
 * @property {Blob} worker The worker's script.
 * @property {Record<string, ArrayBuffer>} [files] By name, without the core. Not set if the core is the image.
 * @property {boolean} [wasOpen] Whether a worker could make a request before the seal.
 *
 * @typedef {{ tool: { engine: { files: Record<string, Expected> } } }} EngineLock
 */
import { CORE, EngineError, LOCK } from "./contract.mjs";
import { check, compile, digest, open, parse, read } from "./fetch-verified.mjs";

/**
 * Downloads and verifies all files. Rejects with an EngineError: `engine-missing` (a file cannot be fetched) or `engine-broken` (a
 * file does not match the lock file, the lock file does not match the page, or the core does not compile).
 *
 * @param {string} base The folder, ending with a slash. Its name contains a hash, so cached files are current.
 * @param {string} sha256 The lock file's hash in hexadecimal.
 * @param {(loaded: number, total: number) => void} [onProgress] In bytes.
 * @param {AbortSignal} [signal] Cancels it.
 * @returns {Promise<{ files: Record<string, ArrayBuffer>, core: WebAssembly.Module }>}
 */
export async function download(base, sha256, onProgress = () => {}, signal) {
  const lock = await read(await open(base + LOCK, { signal }));
  const actual = await digest(lock);
  if (actual && actual !== sha256) throw new EngineError("engine-broken");
  const expected = /** @type {EngineLock} */ (parse(lock)).tool.engine.files;
  const total = Object.values(expected).reduce((sum, { size }) => sum + size, 0);
  let loaded = 0;
  /** @param {number} bytes */
  const arrived = (bytes) => {
    loaded += bytes;
    onProgress(Math.min(loaded, total), total);
  };
  /** @type {Record<string, ArrayBuffer>} */
  const files = { [LOCK]: lock };
  /** @type {WebAssembly.Module | undefined} */
  let core;
  await Promise.all(
    Object.entries(expected).map(async ([name, expectedHash]) => {
      const response = await open(base + name, { signal });
      const compiled = name === CORE ? compile(response.clone()) : undefined;
      compiled?.catch(() => {}); // avoids an unhandled rejection; awaited below
      const bytes = await read(response, arrived);
      await check(bytes, expectedHash);
      if (compiled) core = await compiled;
      else files[name] = bytes;
    }),
  );
  if (!core) throw new EngineError("engine-missing");
  return { files, core };
}
