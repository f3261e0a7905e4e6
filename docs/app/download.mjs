/**
 * Fetches all that the engine is made of into the page's memory, so that the page can be sealed before Python starts: what
 * the worker needs is then handed to it.
 *
 * @typedef {object} EngineParts
 * @property {Record<string, ArrayBuffer>} files By name, the core's code not among them.
 * @property {WebAssembly.Module} core Compiled by the page on the way in, so that the browser can keep the result.
 * @property {Blob} worker The worker's script.
 *
 * @typedef {{ size: number, sha256: string }} Expected What the lock file says of a file.
 * @typedef {{ tool: { engine: { files: Record<string, Expected> } } }} EngineLock
 */
import { CORE, EngineError, LOCK } from "./engine.mjs";

/**
 * Rejects with an EngineError: `engine-missing` (a file cannot be had) or `engine-broken` (a file is not the one that the
 * lock file names, or the core does not compile).
 *
 * @param {{ base: string, worker: string }} places The engine's folder, ending with a slash, and the worker's script.
 * @param {(loaded: number, total: number) => void} [onProgress] In bytes.
 * @param {AbortSignal} [signal] Ends it.
 * @returns {Promise<EngineParts>}
 */
export async function download({ base, worker }, onProgress = () => {}, signal) {
  /** @param {string} address */
  const open = (address) => opened(address, signal);
  const script = open(worker).then((response) => response.blob());
  script.catch(() => {}); // it is told below, where it is waited for
  const lock = await (await open(base + LOCK)).arrayBuffer();
  const expected = parse(lock).tool.engine.files;
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
      const response = await open(base + name);
      // Compiled from the response itself: of a rebuilt one the browser keeps no compiled code.
      const compiled = name === CORE ? compile(response.clone()) : undefined;
      compiled?.catch(() => {});
      const bytes = await read(response, arrived);
      await check(bytes, wanted);
      if (compiled) core = await compiled;
      else files[name] = bytes;
    }),
  );
  if (!core) throw new EngineError("engine-missing");
  return { files, core, worker: await script };
}

/**
 * @param {string} address
 * @param {AbortSignal} [signal]
 */
async function opened(address, signal) {
  // Asked anew, though seldom sent anew: the names stay the same from one version to the next, and files of two versions do
  // not fit together.
  const response = await fetch(address, { cache: "no-cache", signal }).catch(() => null);
  if (!response?.ok) throw new EngineError("engine-missing");
  return response;
}

/**
 * @param {Response} response
 * @param {(bytes: number) => void} arrived
 */
async function read(response, arrived) {
  const reader = response.body?.getReader();
  const parts = [];
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      parts.push(part.value);
      arrived(part.value.byteLength);
    }
  } catch {
    throw new EngineError("engine-missing"); // the line broke half-way
  }
  return new Blob(parts).arrayBuffer();
}

/**
 * Refuses a file that was cut, altered or is of another version. Where the browser does not count the address as safe it has
 * no hashes, and the size must do.
 *
 * @param {ArrayBuffer} bytes
 * @param {Expected} wanted
 */
async function check(bytes, { size, sha256 }) {
  const found = await globalThis.crypto?.subtle?.digest("SHA-256", bytes);
  if (bytes.byteLength !== size || (found && hex(found) !== sha256)) throw new EngineError("engine-broken");
}

/** @param {ArrayBuffer} bytes */
const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {Response} response */
async function compile(response) {
  const type = "application/wasm";
  const named =
    response.headers.get("Content-Type") === type ? response : new Response(response.body, { headers: { "Content-Type": type } });
  try {
    return await WebAssembly.compileStreaming(named);
  } catch {
    throw new EngineError("engine-broken");
  }
}

/**
 * @param {ArrayBuffer} lock
 * @returns {EngineLock}
 */
function parse(lock) {
  try {
    return JSON.parse(new TextDecoder().decode(lock));
  } catch {
    throw new EngineError("engine-broken"); // most likely a page in the place of the file
  }
}
