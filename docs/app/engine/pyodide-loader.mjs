/**
 * Starts stock Pyodide, the fallback for the memory image (see wasm-host.mjs), and connects to `scoring.bridge`. The only module that
 * uses Pyodide's own loader. It makes no request, so that it can run in a sealed worker.
 *
 * @typedef {{ files: Record<string, ArrayBuffer>, core: WebAssembly.Module }} Parts
 * @typedef {{ handle(message: string): string }} Engine JSON in, JSON out.
 */
import { CORE, EngineError, LOCK } from "./contract.mjs";

// Pyodide needs an address for its files, although they come from memory. This host cannot exist.
const NOWHERE = "https://engine.invalid/";
// Makes imports of these modules fail, so that Python cannot evaluate JavaScript by mistake. It is not a security boundary; the
// page's policy is.
const BLOCK_JAVASCRIPT = "import sys; sys.modules.update(dict.fromkeys(('js', 'pyodide_js')))";

/**
 * Starts the engine. Rejects with an EngineError: `engine-missing` (a file is missing) or `engine-broken` (it does not start). It may
 * never settle, because Pyodide may not, so the caller needs a timeout.
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
  const restore = interceptLoading(bytes, core, fail);
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
    // Our own lock file. Pyodide's lists hundreds of packages, on another host.
    lockFileContents: new TextDecoder().decode(bytes(LOCK)),
    packageBaseUrl: NOWHERE,
    packages: ["scoring"],
    createPyodideModule,
    // Python can reach no JavaScript object, and its output is discarded.
    jsglobals: Object.freeze({}),
    stdin: () => null,
    stdout: () => {},
    stderr: () => {},
  });
  python.runPython(BLOCK_JAVASCRIPT);
  const { handle } = python.pyimport("scoring.bridge");
  return {
    handle(message) {
      try {
        return String(handle(message));
      } catch {
        throw new EngineError("engine-stopped"); // the error itself may contain answers
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
 * Intercepts Pyodide's fetches during the start: answers them from memory, and provides the core that the page compiled. If a file is
 * missing or the core does not start, Pyodide would warn on the console and never settle. This reports the error at once instead.
 *
 * @param {(name: string) => ArrayBuffer} bytes
 * @param {WebAssembly.Module} core
 * @param {(fault: unknown) => void} fail
 * @returns {() => void} Restores the originals.
 */
function interceptLoading(bytes, core, fail) {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  /** @param {unknown} fault @returns {Promise<never>} */
  const report = (fault) => {
    fail(fault);
    return new Promise(() => {});
  };
  globalThis.fetch = async (address) => {
    const name = String(address).slice(NOWHERE.length);
    try {
      return new Response(name === CORE ? null : bytes(name));
    } catch (fault) {
      return report(fault);
    }
  };
  WebAssembly.instantiateStreaming = (_, imports) =>
    WebAssembly.instantiate(core, imports).then((instance) => ({ instance, module: core }), report);
  return () => {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
}
