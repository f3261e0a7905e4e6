/**
 * Starts the Python of Pyodide in Node, and nothing of Pyodide's own on top of it: no bridge to JavaScript, so that none is in
 * its memory. Whatever a start could take from its surroundings is fixed, so that it always leads to the same memory.
 *
 * @typedef {object} Python
 * @property {any} exports Of the core; see withOpenState.
 * @property {Uint8Array} memory Not for keeping: it lies elsewhere after it has grown.
 * @property {(code: string) => void} run Runs Python code in `__main__`. Throws what Python printed if it raises.
 * @property {(name: string) => number} find The place of an object in `__main__`.
 * @property {(name: string, content: string) => void} write Gives Python a file, in the folder it works in.
 * @property {(name: string) => string} read A file that Python has written there.
 */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

// -OO: no docstrings. NODEBUGRANGES: no columns, which only tracebacks show. HASHSEED: the hash of a text is the same in every
// browser; whoever makes a file to abuse that slows down the one browser that opens it.
const ENVIRONMENT = { PYTHONHASHSEED: "0", PYTHONOPTIMIZE: "2", PYTHONNODEBUGRANGES: "1", PYTHONDONTWRITEBYTECODE: "1" };
const MIDNIGHT = Date.UTC(2026, 0, 1);

/**
 * @param {object} from
 * @param {string} from.folder Where pyodide.asm.wasm (with open state), pyodide.asm.mjs, python_stdlib.zip and pyodide-lock.json are.
 * @param {string[]} from.wheels They are put on Python's path.
 * @returns {Promise<Python>}
 */
export async function boot({ folder, wheels }) {
  standStill();
  const { module, exports, printed } = await start(folder, wheels);
  /**
   * @template T
   * @param {string} words
   * @param {(at: number) => T} use Gets where they are, ending with a zero as C expects it.
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
      const found = withText(name, (at) => exports.PyObject_GetAttrString(main, at));
      if (!found) throw new Error(`__main__ has no ${name}.`);
      return found;
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
 * Lets Pyodide start Python, and stops it before it adds its own.
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
    settings.thisProgram = "python"; // else the path of a script on this machine
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
 * Stops this process's clocks, takes chance out of it and hides what it knows of the machine: Python's start looks at all three.
 * On an iPhone it has every call made by JavaScript; elsewhere, where WebAssembly can, by a module that it makes up, and that is in
 * no image.
 */
function standStill() {
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
