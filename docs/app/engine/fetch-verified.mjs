/** Fetches the engine's files and compares their size and SHA-256 with the build. Every failure is an EngineError. */
import { EngineError } from "./contract.mjs";

// In bytes: large enough for few reads, small enough to arrive within seconds on a slow connection.
const PART = 2 ** 18;

/**
 * @typedef {{ size: number, sha256: string }} Expected A file's size and hash in the build.
 * @typedef {{ done: boolean, value?: Uint8Array<ArrayBuffer> }} Part
 * @typedef {{ read(into: Uint8Array, how: { min: number }): Promise<Part> }} LargeReader TypeScript does not know `min` yet.
 */

/**
 * Requests a file. Rejects with `engine-missing` if it cannot be fetched.
 * @param {string} address
 * @param {Pick<RequestInit, "signal" | "cache" | "mode" | "credentials">} [options]
 */
export async function open(address, options = {}) {
  const response = await fetch(address, options).catch(() => null);
  if (!response?.ok) throw new EngineError("engine-missing");
  return response;
}

/**
 * Passes each part of a file to `take` as it arrives.
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
    throw new EngineError("engine-missing"); // the connection broke during the download
  }
}

/**
 * Returns a function that reads the next part. Browsers deliver small parts, which is slow; a BYOB reader can ask for larger ones.
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body
 * @returns {() => Promise<Part>}
 */
function inParts(body) {
  try {
    const reader = /** @type {LargeReader} */ (/** @type {unknown} */ (body.getReader({ mode: "byob" })));
    return () => reader.read(new Uint8Array(PART), { min: PART }); // only the last part may be shorter
  } catch {
    const reader = body.getReader();
    return () => reader.read();
  }
}

/**
 * Returns a file's content, and reports each part to `arrived`.
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

/**
 * Concatenates parts.
 * @param {Uint8Array<ArrayBuffer>[]} parts
 */
export function join(parts) {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.byteLength;
  }
  return joined.buffer;
}

/**
 * Rejects with `engine-broken` if a file is truncated, altered or from another build. On an insecure origin the browser has no
 * hash functions, so only the size is checked.
 *
 * @param {ArrayBuffer} bytes
 * @param {Expected} wanted
 */
export async function check(bytes, { size, sha256 }) {
  const actual = await digest(bytes);
  if (bytes.byteLength !== size || (actual && actual !== sha256)) throw new EngineError("engine-broken");
}

/**
 * Returns the SHA-256 in hexadecimal, or nothing on an insecure origin.
 * @param {ArrayBuffer | Uint8Array<ArrayBuffer>} bytes
 */
export async function digest(bytes) {
  const actual = await globalThis.crypto?.subtle?.digest("SHA-256", bytes);
  return actual && Array.from(new Uint8Array(actual), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Compiles a module while it arrives. Uses the original response if possible, because browsers cache compiled code only for that.
 * @param {Response} response
 */
export async function compile(response) {
  const type = "application/wasm";
  const named =
    response.headers.get("Content-Type") === type
      ? response
      : new Response(response.body, { headers: { "Content-Type": type } });
  try {
    return await WebAssembly.compileStreaming(named);
  } catch {
    throw new EngineError("engine-broken");
  }
}

/**
 * Parses JSON. Rejects anything else, which is most likely an HTML page, with `engine-broken`.
 * @param {ArrayBuffer} bytes
 * @returns {unknown}
 */
export function parse(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new EngineError("engine-broken");
  }
}
