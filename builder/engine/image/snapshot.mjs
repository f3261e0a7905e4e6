/**
 * Takes a snapshot of a running Python: its memory and mutable globals, without data that is no longer used.
 *
 * @typedef {import("./boot-pyodide.mjs").Python} Python
 *
 * @typedef {object} State
 * @property {Uint8Array} memory
 * @property {Map<number, number>} registers The mutable globals; see withOpenState.
 * @property {number} entry The address of the function that handles messages.
 * @property {string[]} builtIn The core's built-in modules, in link order.
 */
import { LAYOUT } from "./core-layout.mjs";
import { registersOf } from "./embed-snapshot.mjs";

// The sizes of the entries of CPython's module tables, in bytes.
const FROZEN_ENTRY = 16;
const BUILT_IN_ENTRY = 8;
// Sizes of free blocks to overwrite. The largest come first, so that large blocks are not split. 12 is the smallest block.
const SIZES = [...Array.from({ length: 15 }, (_, at) => 2 ** (20 - at)), 48, 40, 32, 24, 16, 12];
const SMALL = 4096;

/**
 * Takes the snapshot.
 * @param {Python} python Must not be used afterwards.
 * @param {string} name The function in `__main__` that handles messages.
 * @returns {State}
 */
export function take(python, name) {
  const { exports } = python;
  const entry = python.find(name);
  zeroFreedMemory(python);
  const memory = python.memory.slice(0, exports.sbrk(0));
  // The unused part of the stack holds data of calls that have returned.
  memory.fill(0, exports.emscripten_stack_get_end(), exports.emscripten_stack_get_current());
  const builtIn = removeModuleTables(exports, memory);
  return { memory, registers: registersOf(exports), entry, builtIn };
}

/**
 * Overwrites freed memory with zeros, because its old content would become part of the image. Small blocks are not freed again, because
 * a list of them would need as much memory as they have. Python takes later allocations from new memory.
 *
 * @param {Python} python
 */
function zeroFreedMemory(python) {
  const { exports } = python;
  /** @type {number[]} */
  const large = [];
  for (const size of SIZES) {
    // Until no free block of this size is left and the heap grows.
    for (const end = exports.sbrk(0); exports.sbrk(0) === end; ) {
      const address = exports.malloc(size);
      python.memory.fill(0, address, address + size);
      if (size >= SMALL) large.push(address);
    }
  }
  for (const address of large) exports.free(address);
}

/**
 * Empties the tables of frozen and built-in modules, so that the image can import no further modules. Returns the built-in modules.
 * @param {any} exports
 * @param {Uint8Array} memory
 */
function removeModuleTables(exports, memory) {
  const view = new DataView(memory.buffer);
  const at = (/** @type {number} */ address) => view.getUint32(address, true);
  for (const name of LAYOUT.frozenTables) {
    for (let entry = at(exports[name].value); at(entry); entry += FROZEN_ENTRY) {
      const code = at(entry + 4);
      memory.fill(0, code, code + at(entry + 8));
      memory.fill(0, entry, entry + FROZEN_ENTRY);
    }
  }
  const pages = [];
  for (let entry = at(exports[LAYOUT.builtInTable].value); at(entry); entry += BUILT_IN_ENTRY) {
    pages.push(new TextDecoder().decode(memory.subarray(at(entry), memory.indexOf(0, at(entry)))));
    memory.fill(0, entry, entry + BUILT_IN_ENTRY);
  }
  return pages;
}
