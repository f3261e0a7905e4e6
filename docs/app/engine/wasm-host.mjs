/**
 * Runs the memory image: a snapshot of Pyodide's linear memory from the build, with `scoring` loaded and its templates compiled.
 * The image continues from that snapshot, so Python does not have to start. It has no access to JavaScript.
 *
 * The image imports about 270 functions by name, as Pyodide's core does. This module provides the few functions that a request
 * needs. A call of any other function stops the engine.
 *
 * @typedef {import("./pyodide-loader.mjs").Engine} Engine
 *
 * @typedef {object} Exports The image's exports (see builder/engine/image/embed-snapshot.mjs). Addresses are offsets in its memory.
 * @property {WebAssembly.Memory} memory
 * @property {WebAssembly.Table} __indirect_function_table
 * @property {WebAssembly.Global} entry The address of the Python function that handles a message.
 * @property {(size: number) => number} malloc
 * @property {(at: number) => void} free
 * @property {(at: number, length: number) => number} PyUnicode_FromStringAndSize
 * @property {(text: number, length: number) => number} PyUnicode_AsUTF8AndSize Writes the length to the address `length`.
 * @property {(callable: number, argument: number) => number} PyObject_CallOneArg 0 if it raised.
 * @property {(object: number) => void} Py_DecRef
 */
import { EngineError } from "./contract.mjs";

const PAGE = 65536;
const REALTIME = 0;
const NANOSECONDS = 1e6; // in one ms
const DONE = 0;
const NO_SUCH_FILE = -44;

/**
 * Starts the image. Rejects with an EngineError if it does not run in this browser.
 * @param {WebAssembly.Module} core
 * @returns {Promise<Engine>}
 */
export async function startImage(core) {
  try {
    return await start(core);
  } catch {
    throw new EngineError("engine-broken");
  }
}

/** @param {WebAssembly.Module} core */
async function start(core) {
  /** @type {Exports} */
  let python;
  const offered = functions(() => python);
  /** @type {Record<string, Record<string, Function>>} */
  const imports = {};
  for (const { module, name } of WebAssembly.Module.imports(core)) {
    imports[module] ??= {};
    imports[module][name] = offered[name] ?? refuse;
  }
  const instance = await WebAssembly.instantiate(core, imports);
  python = /** @type {Exports} */ (/** @type {unknown} */ (instance.exports));
  return createEngine(python);
}

/** @returns {never} */
function refuse() {
  throw new EngineError("engine-stopped");
}

/**
 * @param {() => Exports} python Returns the exports. They exist before the first of these functions is called.
 * @returns {Record<string, Function | undefined>}
 */
function functions(python) {
  const view = () => new DataView(python().memory.buffer);
  return {
    // Calls a function whose exact type the caller does not know. JavaScript drops surplus arguments and fills in missing ones.
    _PyEM_TrampolineCall_JS: (/** @type {number} */ index, /** @type {number[]} */ ...given) =>
      python().__indirect_function_table.get(index)(...given),
    emscripten_resize_heap(/** @type {number} */ size) {
      const { memory } = python();
      try {
        memory.grow(Math.ceil(((size >>> 0) - memory.buffer.byteLength) / PAGE));
        return 1;
      } catch {
        return 0; // Python raises MemoryError
      }
    },
    clock_time_get(/** @type {number} */ clock, /** @type {bigint} */ _, /** @type {number} */ at) {
      const now = clock === REALTIME ? Date.now() : performance.now();
      view().setBigUint64(at >>> 0, BigInt(Math.round(now * NANOSECONDS)), true);
      return DONE;
    },
    random_get(/** @type {number} */ at, /** @type {number} */ length) {
      crypto.getRandomValues(new Uint8Array(python().memory.buffer, at >>> 0, length >>> 0));
      return DONE;
    },
    // There are no files. Python tries to open some, for example the source file of an error.
    __syscall_openat: () => NO_SUCH_FILE,
    __syscall_stat64: () => NO_SUCH_FILE,
    __syscall_lstat64: () => NO_SUCH_FILE,
    __syscall_newfstatat: () => NO_SUCH_FILE,
    // Python's output is discarded, because it may contain answers.
    fd_write(
      /** @type {number} */ _,
      /** @type {number} */ parts,
      /** @type {number} */ count,
      /** @type {number} */ at,
    ) {
      let written = 0;
      for (let part = 0; part < count; part++) written += view().getUint32((parts >>> 0) + 8 * part + 4, true);
      view().setUint32(at >>> 0, written, true);
      return DONE;
    },
  };
}

/**
 * Creates the engine that sends messages to Python.
 * @param {Exports} python
 * @returns {Engine}
 */
function createEngine(python) {
  const size = python.malloc(4);
  let isWhole = true;
  return {
    handle(message) {
      try {
        if (!isWhole) refuse();
        isWhole = false; // after an error Python's state is unknown
        const question = toPython(python, message);
        const reply = nonNull(python.PyObject_CallOneArg(python.entry.value, question));
        const answer = toText(python, reply, size);
        python.Py_DecRef(question);
        python.Py_DecRef(reply);
        isWhole = true;
        return answer;
      } catch {
        throw new EngineError("engine-stopped"); // the error itself may contain answers
      }
    },
  };
}

/**
 * @param {Exports} python
 * @param {string} text
 */
function toPython(python, text) {
  const bytes = new TextEncoder().encode(text);
  const at = nonNull(python.malloc(bytes.length + 1));
  new Uint8Array(python.memory.buffer).set(bytes, at);
  const string = nonNull(python.PyUnicode_FromStringAndSize(at, bytes.length));
  python.free(at);
  return string;
}

/**
 * @param {Exports} python
 * @param {number} object
 * @param {number} size The address of 4 bytes for the length.
 */
function toText(python, object, size) {
  const at = nonNull(python.PyUnicode_AsUTF8AndSize(object, size));
  const length = new DataView(python.memory.buffer).getUint32(size, true);
  return new TextDecoder().decode(new Uint8Array(python.memory.buffer, at, length));
}

/**
 * Returns an address. Throws if it is C's null pointer.
 * @param {number} address
 */
function nonNull(address) {
  if (!address) refuse();
  return address >>> 0;
}
