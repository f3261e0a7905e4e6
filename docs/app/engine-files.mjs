/**
 * The engine's files by name, from addresses or from bytes.
 *
 * @typedef {{ base: string }} Addresses The engine's folder: absolute, ending with a slash.
 * @typedef {{ files: Record<string, ArrayBuffer> }} Bytes The same files by name, for a page that
 *   may fetch nothing.
 *
 * @typedef {object} Files
 * @property {string} base What every file's address starts with.
 * @property {(name: string, init?: RequestInit) => Promise<Response>} open
 * @property {(name: string) => Promise<any>} load Imports a file as a module.
 */

// What reads the files asks by address, even where bytes answer. This host cannot exist.
const NOWHERE = "https://engine.invalid/";

/** A file that cannot be had; the message is its name. */
export class MissingFile extends Error {}

/**
 * @param {Addresses | Bytes} source
 * @param {(bytes: number) => void} arrived Called as bytes come in.
 * @returns {Files}
 */
export function filesOf(source, arrived) {
  return "base" in source ? fromAddresses(source.base, arrived) : fromBytes(source.files, arrived);
}

/**
 * @param {string} base
 * @param {(bytes: number) => void} arrived
 * @returns {Files}
 */
function fromAddresses(base, arrived) {
  const fetch = globalThis.fetch.bind(globalThis);
  return {
    base,
    async open(name, init) {
      // Asked anew, though seldom sent anew: the names stay the same from one version to the next,
      // and files of two versions do not fit together.
      const response = await fetch(base + name, { ...init, cache: "no-cache" }).catch(() => null);
      if (!response?.ok) throw new MissingFile(name);
      // The copy is counted and the response itself handed on: rebuilt, it would lose the address
      // by which the browser keeps compiled code.
      count(response.clone(), arrived);
      return name.endsWith(".wasm") ? asWasm(response) : response;
    },
    load: (name) => imported(base + name, name),
  };
}

/**
 * @param {Record<string, ArrayBuffer>} files
 * @param {(bytes: number) => void} arrived
 * @returns {Files}
 */
function fromBytes(files, arrived) {
  /** @param {string} name */
  const bytes = (name) => {
    if (!Object.hasOwn(files, name)) throw new MissingFile(name);
    arrived(files[name].byteLength);
    return files[name];
  };
  return {
    base: NOWHERE,
    open: async (name) => asWasm(new Response(bytes(name))),
    async load(name) {
      const address = URL.createObjectURL(new Blob([bytes(name)], { type: "text/javascript" }));
      try {
        return await imported(address, name);
      } finally {
        URL.revokeObjectURL(address);
      }
    },
  };
}

/**
 * @param {string} address
 * @param {string} name
 */
async function imported(address, name) {
  try {
    return await import(address);
  } catch {
    throw new MissingFile(name);
  }
}

/**
 * Names the type that compiling on the way asks for, where a host does not know it.
 * @param {Response} response
 */
function asWasm(response) {
  const type = "application/wasm";
  if (response.headers.get("Content-Type") === type) return response;
  return new Response(response.body, { headers: { "Content-Type": type } });
}

/**
 * @param {Response} copy
 * @param {(bytes: number) => void} arrived
 */
async function count(copy, arrived) {
  const reader = copy.body?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      arrived(part.value.byteLength);
    }
  } catch {
    // A broken download is told by whoever reads the response itself.
  }
}
