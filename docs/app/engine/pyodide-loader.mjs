/**
 * Starts Python in the ordinary way, where it cannot go on from the image (see host.mjs). The only module that knows Pyodide's
 * own loader: makes, of the engine's parts, a door to `scoring.bridge`. It fetches nothing, so that it can run where nothing may
 * be fetched.
 *
 * @typedef {{ files: Record<string, ArrayBuffer>, core: WebAssembly.Module }} Parts
 * @typedef {{ handle(message: string): string }} Engine JSON in, JSON out.
 */
import { CORE, EngineError, LOCK } from "./engine.mjs";

// What reads the files asks by address, though bytes answer. This host cannot exist.
const NOWHERE = "https://engine.invalid/";
// Imports of these fail from now on, and with them evaluating JavaScript from Python, since nothing of ours needs it. This
// guards against slips; the wall is the page's policy.
const SHUT = "import sys; sys.modules.update(dict.fromkeys(('js', 'pyodide_js')))";

/**
 * Starts the engine. Rejects with an EngineError: `engine-missing` (a part is not there) or `engine-broken` (it does not
 * start). It may also never settle, as Pyodide may: the caller keeps a time limit.
 *
 * @param {Parts} parts
 * @returns {Promise<Engine>}
 */
export async function loadEngine({ files, core }) {
  /** @param {string} name */
  const bytes = (name) => {
    if (!Object.hasOwn(files, name)) throw new EngineError("engine-missing");
    return files[name];
  };
  /** @type {(fault: unknown) => void} */
  let fail = () => {};
  /** @type {Promise<never>} */
  const failed = new Promise((_, reject) => {
    fail = reject;
  });
  const restore = standBetween(bytes, core, fail);
  try {
    return await Promise.race([failed, start(bytes)]);
  } catch (fault) {
    throw fault instanceof EngineError ? fault : new EngineError("engine-broken");
  } finally {
    restore();
  }
}

/**
 * @param {(name: string) => ArrayBuffer} bytes
 * @returns {Promise<Engine>}
 */
async function start(bytes) {
  const { loadPyodide } = /** @type {typeof import("pyodide")} */ (await load(bytes("pyodide.mjs")));
  const { default: createPyodideModule } = await load(bytes("pyodide.asm.mjs"));
  const python = await loadPyodide({
    indexURL: NOWHERE,
    // Ours alone: Pyodide's own lock file lists hundreds of packages, on another host.
    lockFileContents: new TextDecoder().decode(bytes(LOCK)),
    packageBaseUrl: NOWHERE,
    packages: ["scoring"],
    createPyodideModule,
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

/** @param {ArrayBuffer} script */
async function load(script) {
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * Answers Pyodide's fetches from memory for the length of the start, and gives it the core as the page has compiled it.
 * Pyodide warns on the console when a file is missing or its core does not start, and then never settles; this tells at once
 * and leaves Pyodide waiting.
 *
 * @param {(name: string) => ArrayBuffer} bytes
 * @param {WebAssembly.Module} core
 * @param {(fault: unknown) => void} fail
 * @returns {() => void} Takes it out again.
 */
function standBetween(bytes, core, fail) {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  /** @param {unknown} fault @returns {Promise<never>} */
  const told = (fault) => {
    fail(fault);
    return new Promise(() => {});
  };
  globalThis.fetch = async (address) => {
    const name = String(address).slice(NOWHERE.length);
    try {
      return new Response(name === CORE ? null : bytes(name));
    } catch (fault) {
      return told(fault);
    }
  };
  WebAssembly.instantiateStreaming = (_, imports) =>
    WebAssembly.instantiate(core, imports).then((instance) => ({ instance, module: core }), told);
  return () => {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
}
