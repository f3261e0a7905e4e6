/**
 * Boots Pyodide's Python in Node without Pyodide's bridge to JavaScript, so that the snapshot does not contain one. Every input from the
 * environment (clocks, randomness, host) is fixed, so that the start is reproducible.
 *
 * @typedef {object} Python
 * @property {any} exports The core's exports; see withOpenState.
 * @property {Uint8Array} memory Must not be kept: the buffer is replaced when the memory grows.
 * @property {(code: string) => void} run Runs Python code in `__main__`. Throws an error with Python's output if it raises.
 * @property {(name: string) => number} find Returns the address of an object in `__main__`.
 * @property {(name: string, content: string) => void} write Writes a file into Python's working directory.
 * @property {(name: string) => string} read Reads a file from there.
 */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

// -OO: no docstrings. NODEBUGRANGES: no columns, which only tracebacks show. HASHSEED: string hashes are the same in every
// browser. A file that was made to cause hash collisions slows down only the browser that opens it.
const ENVIRONMENT = {
  PYTHONHASHSEED: "0",
  PYTHONOPTIMIZE: "2",
  PYTHONNODEBUGRANGES: "1",
  PYTHONDONTWRITEBYTECODE: "1",
};
const MIDNIGHT = Date.UTC(2026, 0, 1);

/**
 * Starts Python with wheels on its path.
 * @param {object} from
 * @param {string} from.folder Holds pyodide.asm.wasm (with exported state), pyodide.asm.mjs, python_stdlib.zip and pyodide-lock.json.
 * @param {string[]} from.wheels Paths of the wheels.
 * @returns {Promise<Python>}
 */
export async function boot({ folder, wheels }) {
  fixEnvironment();
  const { module, exports, printed } = await start(folder, wheels);
  /**
   * @template T
   * @param {string} words
   * @param {(at: number) => T} use Receives the address of the text as a C string.
   */
  const withText = (words, use) => {
    const bytes = new TextEncoder().encode(`${words}\0`);
    const at = exports.malloc(bytes.length);
    module.HEAPU8.set(bytes, at);
    try {
      return use(at);
    } finally {
      exports.free(at);
    }
  };
  /** @type {Python} */
  const python = {
    exports,
    get memory() {
      return module.HEAPU8;
    },
    run(code) {
      printed.length = 0;
      if (withText(code, exports.PyRun_SimpleString) !== 0) throw new Error(printed.join("\n"));
    },
    find(name) {
      const main = withText("__main__", exports.PyImport_AddModule);
      const attribute = withText(name, (at) => exports.PyObject_GetAttrString(main, at));
      if (!attribute) throw new Error(`__main__ has no ${name}.`);
      return attribute;
    },
    write: (name, content) => module.FS.writeFile(name, content),
    read: (name) => module.FS.readFile(name, { encoding: "utf8" }),
  };
  python.run(`import sys; sys.path[:0] = ${JSON.stringify(wheels.map(inside))}`);
  return python;
}

/** @param {string} wheel */
const inside = (wheel) => `/wheels/${basename(wheel)}`;

/**
 * Lets Pyodide start Python, and stops Pyodide before it sets up its bridge.
 * @param {string} folder
 * @param {string[]} wheels
 */
async function start(folder, wheels) {
  const { loadPyodide } = await import("pyodide");
  const { default: create } = await import(pathToFileURL(join(folder, "pyodide.asm.mjs")).href);
  const { info } = JSON.parse(readFileSync(join(folder, "pyodide-lock.json"), "utf8"));
  const started = new Error("Python has started.");
  /** @type {string[]} */
  const printed = [];
  /** @type {any} */
  let module;
  /** @type {any} */
  let exports;
  /** @param {any} settings */
  const createOnly = async (settings) => {
    const { instantiateWasm } = settings;
    settings.instantiateWasm = (/** @type {any} */ imports, /** @type {any} */ done) =>
      instantiateWasm(imports, (/** @type {any} */ instance, /** @type {any} */ core) => {
        exports = instance.exports;
        done(instance, core);
      });
    settings.print = settings.printErr = (/** @type {string} */ line) => printed.push(line);
    settings.thisProgram = "python"; // otherwise the path of a script on this machine
    module = await create(settings);
    throw started;
  };
  await loadPyodide({
    indexURL: folder,
    env: ENVIRONMENT,
    lockFileContents: { info, packages: {} },
    packageBaseUrl: folder,
    createPyodideModule: createOnly,
    fsInit: async (FS) => {
      FS.mkdirTree("/wheels");
      for (const wheel of wheels) FS.writeFile(inside(wheel), readFileSync(wheel));
    },
  }).catch((fault) => {
    if (fault !== started) throw fault;
  });
  return { module, exports, printed };
}

/**
 * Fixes this process's clocks and random numbers, and hides the machine, because all three influence Python's start. The user agent is
 * an iPhone's: there Pyodide makes every indirect call through JavaScript. Elsewhere it may generate a WebAssembly module for that, which
 * a snapshot cannot contain.
 */
function fixEnvironment() {
  const navigator = { userAgent: "iPhone", language: "C" };
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  process.env.TZ = "UTC";
  const Clock = Date;
  globalThis.Date = /** @type {any} */ (
    class extends Clock {
      /** @param {any[]} given */
      constructor(...given) {
        super(.../** @type {[]} */ (given.length ? given : [MIDNIGHT]));
      }
      static now() {
        return MIDNIGHT;
      }
    }
  );
  performance.now = () => 0;
  Math.random = () => 0.5;
  const getRandomValues = (/** @type {Uint8Array} */ bytes) => bytes.fill(0);
  Object.defineProperty(globalThis, "crypto", { value: { getRandomValues }, configurable: true });
}
