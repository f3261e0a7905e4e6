/** Fetches files of the engine and holds them to what the build says of them. All that fails is told by an EngineError. */
import { countdown } from "./countdown.mjs";
import { EngineError } from "./engine.mjs";

/** @typedef {{ size: number, sha256: string }} Expected What the build says of a file. */

/**
 * Rejects with `engine-missing` if a file cannot be had.
 * @param {string} address
 * @param {{ signal?: AbortSignal, cache?: RequestCache }} [how]
 */
export async function open(address, how = {}) {
  const response = await fetch(address, how).catch(() => null);
  if (!response?.ok) throw new EngineError("engine-missing");
  return response;
}

/**
 * The content of a file, whose arrival is told bit by bit.
 * @param {Response} response
 * @param {(bytes: number) => void} [arrived]
 */
export async function read(response, arrived = () => {}) {
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
 * Refuses a file that was cut, altered or is of another build. Where the browser does not count the address as safe it has no
 * hashes, and the size must do.
 *
 * @param {ArrayBuffer} bytes
 * @param {Expected} wanted
 */
export async function check(bytes, { size, sha256 }) {
  const found = await digest(bytes);
  if (bytes.byteLength !== size || (found && found !== sha256)) throw new EngineError("engine-broken");
}

/**
 * The SHA-256 in hexadecimal; nothing where the browser has none.
 * @param {ArrayBuffer} bytes
 */
export async function digest(bytes) {
  const found = await globalThis.crypto?.subtle?.digest("SHA-256", bytes);
  return found && Array.from(new Uint8Array(found), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Compiles on the way in, from the response itself: of a rebuilt one the browser keeps no compiled code.
 * @param {Response} response
 */
export async function compile(response) {
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
 * @param {ArrayBuffer} bytes Most likely a page, where they are no JSON.
 * @returns {any}
 */
export function parse(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new EngineError("engine-broken");
  }
}

/**
 * Ends what fetches when nothing has come of it for a while, or when somebody else ends it.
 * @template T
 * @param {number} limit In ms.
 * @param {AbortSignal | undefined} signal
 * @param {(signal: AbortSignal, alive: () => void) => Promise<T>} work Says by `alive` that something has come.
 */
export async function withPatience(limit, signal, work) {
  const ending = new AbortController();
  const end = () => ending.abort();
  signal?.addEventListener("abort", end);
  let stopClock = countdown(limit, end);
  const alive = () => {
    stopClock();
    stopClock = countdown(limit, end);
  };
  try {
    return await work(ending.signal, alive);
  } finally {
    stopClock();
    signal?.removeEventListener("abort", end);
    end(); // where one part failed, the others are of no use
  }
}
