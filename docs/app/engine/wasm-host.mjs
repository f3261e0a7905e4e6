/**
 * Runs the image: Pyodide's Python as it stood in memory when the site was built, `scoring` loaded and its templates compiled.
 * It goes on from there, so that nothing has to be started, and knows no way to JavaScript.
 *
 * The image asks its host for some 270 functions by name, as Pyodide's core does. It gets the few that answering takes; any
 * other ends it.
 *
 * @typedef {import("./loader.mjs").Engine} Engine
 *
 * @typedef {object} Exports What the image offers (see builder/image/core.mjs); addresses are numbers in its memory.
 * @property {WebAssembly.Memory} memory
 * @property {WebAssembly.Table} __indirect_function_table
 * @property {WebAssembly.Global} entry The Python function that answers a message.
 * @property {(size: number) => number} malloc
 * @property {(at: number) => void} free
 * @property {(at: number, length: number) => number} PyUnicode_FromStringAndSize
 * @property {(text: number, length: number) => number} PyUnicode_AsUTF8AndSize Writes the length to where it is told.
 * @property {(callable: number, argument: number) => number} PyObject_CallOneArg 0 if it raised.
 * @property {(object: number) => void} Py_DecRef
 */
import { EngineError } from "./engine.mjs";

const PAGE = 65536;
const REALTIME = 0;
const NANOSECONDS = 1e6; // in one ms
const DONE = 0;
const NO_SUCH_FILE = -44;

/**
 * Rejects with an EngineError if the image does not run here.
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
  const instance = await WebAssembly.instantiate(core, /** @type {any} */ (imports));
  python = /** @type {any} */ (instance.exports);
  return door(python);
}

/** @returns {never} */
function refuse() {
  throw new EngineError("engine-stopped");
}

/**
 * @param {() => Exports} python It is there when the first of these is called.
 * @returns {Record<string, Function | undefined>}
 */
function functions(python) {
  const view = () => new DataView(python().memory.buffer);
  return {
    // Calls a function whose kind the caller does not know exactly. JavaScript can, and leaves out or adds what does not fit.
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
    // There are no files; Python looks for the source of an error, among others.
    __syscall_openat: () => NO_SUCH_FILE,
    __syscall_stat64: () => NO_SUCH_FILE,
    __syscall_lstat64: () => NO_SUCH_FILE,
    __syscall_newfstatat: () => NO_SUCH_FILE,
    // Nothing that Python prints is kept: it might be answers.
    fd_write(/** @type {number} */ _, /** @type {number} */ parts, /** @type {number} */ count, /** @type {number} */ at) {
      let written = 0;
      for (let part = 0; part < count; part++) written += view().getUint32((parts >>> 0) + 8 * part + 4, true);
      view().setUint32(at >>> 0, written, true);
      return DONE;
    },
  };
}

/**
 * @param {Exports} python
 * @returns {Engine}
 */
function door(python) {
  const size = python.malloc(4);
  let isWhole = true;
  return {
    handle(message) {
      try {
        if (!isWhole) refuse();
        isWhole = false; // after an error nobody knows what state Python is in
        const question = toPython(python, message);
        const reply = there(python.PyObject_CallOneArg(python.entry.value, question));
        const answer = toText(python, reply, size);
        python.Py_DecRef(question);
        python.Py_DecRef(reply);
        isWhole = true;
        return answer;
      } catch {
        throw new EngineError("engine-stopped"); // the error itself may hold answers
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
  const at = there(python.malloc(bytes.length + 1));
  new Uint8Array(python.memory.buffer).set(bytes, at);
  const made = there(python.PyUnicode_FromStringAndSize(at, bytes.length));
  python.free(at);
  return made;
}

/**
 * @param {Exports} python
 * @param {number} object
 * @param {number} size Where there is room for a number.
 */
function toText(python, object, size) {
  const at = there(python.PyUnicode_AsUTF8AndSize(object, size));
  const length = new DataView(python.memory.buffer).getUint32(size, true);
  return new TextDecoder().decode(new Uint8Array(python.memory.buffer, at, length));
}

/** @param {number} address Zero where C has nothing. */
function there(address) {
  if (!address) refuse();
  return address >>> 0;
}
