/** Fetches files of the engine and holds them to what the build says of them. All that fails is told by an EngineError. */
import { EngineError } from "./engine.mjs";

// In bytes: large enough to be few, small enough to arrive in a few seconds on any line.
const PART = 2 ** 18;

/** @typedef {{ size: number, sha256: string }} Expected What the build says of a file. */

/**
 * Rejects with `engine-missing` if a file cannot be had.
 * @param {string} address
 * @param {Pick<RequestInit, "signal" | "cache" | "mode" | "credentials">} [how]
 */
export async function open(address, how = {}) {
  const response = await fetch(address, how).catch(() => null);
  if (!response?.ok) throw new EngineError("engine-missing");
  return response;
}

/**
 * Takes a file part by part, as it arrives.
 * @param {Response} response
 * @param {(part: Uint8Array<ArrayBuffer>) => void} take
 */
export async function follow(response, take) {
  const next = response.body ? inParts(response.body) : async () => ({ done: true, value: undefined });
  try {
    for (let isOver = false; !isOver; ) {
      const { done, value } = await next();
      if (value?.byteLength) take(value);
      isOver = done;
    }
  } catch {
    throw new EngineError("engine-missing"); // the line broke half-way
  }
}

/**
 * Browsers give small parts, and each takes them time; most let the reader say how large they are to be.
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body
 * @returns {() => Promise<{ done: boolean, value?: Uint8Array<ArrayBuffer> }>}
 */
function inParts(body) {
  try {
    const reader = /** @type {any} */ (body.getReader({ mode: "byob" }));
    return () => reader.read(new Uint8Array(PART), { min: PART }); // fewer only at the file's end
  } catch {
    const reader = body.getReader();
    return () => reader.read();
  }
}

/**
 * The content of a file, whose arrival is told bit by bit.
 * @param {Response} response
 * @param {(bytes: number) => void} [arrived]
 */
export async function read(response, arrived = () => {}) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  await follow(response, (part) => {
    parts.push(part);
    arrived(part.byteLength);
  });
  return join(parts);
}

/** @param {Uint8Array<ArrayBuffer>[]} parts */
export function join(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole.buffer;
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
 * @param {ArrayBuffer | Uint8Array<ArrayBuffer>} bytes
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
