/**
 * The only module that knows Pyodide: makes, of addresses or of bytes, a door to `scoring.bridge`.
 *
 * @import { Addresses, Bytes, Files } from "./engine-files.mjs"
 *
 * @typedef {{ step: "download" | "start", loaded: number, total: number }} Progress In bytes.
 * @typedef {{ handle(message: string): string }} Engine JSON in, JSON out.
 * @typedef {{ tool: { engine: { files: Record<string, { size: number }> } } }} EngineLock
 */
import { filesOf, MissingFile } from "./engine-files.mjs";

// Imports of these fail from now on, and with them evaluating JavaScript from Python, since
// nothing of ours needs it. This guards against slips; the wall is the page's security policy.
const SHUT = "import sys; sys.modules.update(dict.fromkeys(('js', 'pyodide_js')))";

/** Why there is no engine. A code and nothing else: what Python says may hold answers. */
export class EngineError extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.name = "EngineError";
    this.code = code;
  }
}

/**
 * Starts the engine. Rejects with an EngineError: `no-webassembly`, `engine-missing` (a file cannot
 * be had), `engine-broken` (it does not start) or `engine-timeout` (no sign of life for `limit` ms:
 * `loadPyodide` may never settle).
 *
 * @param {Addresses | Bytes} source
 * @param {(progress: Progress) => void} [onProgress]
 * @param {number} [limit]
 * @returns {Promise<Engine>}
 */
export async function loadEngine(source, onProgress = () => {}, limit = 25_000) {
  if (typeof WebAssembly !== "object") throw new EngineError("no-webassembly");
  const watch = watchFor(limit);
  let loaded = 0;
  let total = Infinity;
  /** @param {number} bytes */
  const arrived = (bytes) => {
    loaded += bytes;
    watch.alive();
    if (total < Infinity) {
      const step = loaded < total ? "download" : "start";
      onProgress({ step, loaded: Math.min(loaded, total), total });
    }
  };
  const files = filesOf(source, arrived);
  const restore = standBetween(files, watch.fail);
  try {
    const lock = await Promise.race([watch.failed, lockOf(files)]);
    total = sum(lock.tool.engine.files);
    return await Promise.race([watch.failed, start(files, lock, arrived)]);
  } catch (fault) {
    throw asEngineError(fault);
  } finally {
    watch.end();
    restore();
  }
}

/**
 * @param {Files} files
 * @returns {Promise<EngineLock>}
 */
async function lockOf(files) {
  return (await files.open("pyodide-lock.json")).json();
}

/** @param {EngineLock["tool"]["engine"]["files"]} sizes */
function sum(sizes) {
  return Object.values(sizes).reduce((total, file) => total + file.size, 0);
}

/**
 * @param {Files} files
 * @param {EngineLock} lock
 * @param {(bytes: number) => void} arrived
 * @returns {Promise<Engine>}
 */
async function start(files, lock, arrived) {
  /** @param {string} name */
  const load = async (name) => {
    const module = await files.load(name);
    arrived(lock.tool.engine.files[name]?.size ?? 0);
    return module;
  };
  const core = load("pyodide.asm.mjs");
  core.catch(() => {}); // it is told below, where it is waited for
  const { loadPyodide } = /** @type {typeof import("pyodide")} */ (await load("pyodide.mjs"));
  const python = await loadPyodide({
    indexURL: files.base,
    // Ours alone: Pyodide's own lock file lists hundreds of packages, on another host.
    lockFileContents: JSON.stringify(lock),
    packageBaseUrl: files.base,
    packages: ["scoring"],
    createPyodideModule: async (settings) => (await core).default(settings),
    // Nothing of JavaScript for Python to reach for, and nothing that it prints is kept.
    jsglobals: Object.freeze({}),
    stdin: () => null,
    stdout: () => {},
    stderr: () => {},
  });
  python.runPython(SHUT);
  const { handle } = python.pyimport("scoring.bridge");
  return {
    handle(message) {
      try {
        return String(handle(message));
      } catch {
        throw new EngineError("engine-stopped"); // the error itself may hold answers
      }
    },
  };
}

/**
 * Puts our own fetch in Pyodide's way for the length of the start. Pyodide warns on the console when
 * a file is missing or its core does not compile, and then never settles; this tells at once and
 * leaves Pyodide waiting. It also lets nothing but the engine's own files be asked for.
 *
 * @param {Files} files
 * @param {(fault: unknown) => void} fail
 * @returns {() => void} Takes it out again.
 */
function standBetween(files, fail) {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  /** @param {unknown} fault @returns {Promise<never>} */
  const told = (fault) => {
    fail(fault);
    return new Promise(() => {});
  };
  globalThis.fetch = async (address, init) => {
    const name = String(address);
    if (!name.startsWith(files.base)) return told(new MissingFile(name));
    return files.open(name.slice(files.base.length), init).catch(told);
  };
  WebAssembly.instantiateStreaming = (response, imports) =>
    instantiateStreaming.call(WebAssembly, response, imports).catch(told);
  return () => {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
}

/**
 * A time limit that every sign of life puts off, as a slow line is no fault.
 * @param {number} limit
 */
function watchFor(limit) {
  /** @type {(fault: unknown) => void} */
  let fail = () => {};
  /** @type {Promise<never>} */
  const failed = new Promise((_, reject) => {
    fail = reject;
  });
  failed.catch(() => {}); // also when nobody waits for it any more
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let ended = false;
  const end = () => {
    ended = true;
    clearTimeout(timer);
  };
  const alive = () => {
    clearTimeout(timer);
    if (ended) return;
    timer = setTimeout(() => fail(new EngineError("engine-timeout")), limit);
  };
  alive();
  return { alive, end, fail, failed };
}

/** @param {unknown} fault */
function asEngineError(fault) {
  if (fault instanceof EngineError) return fault;
  return new EngineError(fault instanceof MissingFile ? "engine-missing" : "engine-broken");
}
