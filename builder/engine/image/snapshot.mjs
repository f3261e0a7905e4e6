/**
 * Takes the image of a started Python: its memory and registers, without what nobody will read.
 *
 * @typedef {import("./boot.mjs").Python} Python
 *
 * @typedef {object} State
 * @property {Uint8Array} memory
 * @property {Map<number, number>} registers See withOpenState.
 * @property {number} entry Where the function is that answers messages.
 * @property {string[]} builtIn The modules that the core brings, in the order in which they were linked.
 */
import { registersOf } from "./core.mjs";

// Lists of modules that Python's own code comes in as, for the start: each entry has the places of a name and of its code.
const FROZEN = ["_PyImport_FrozenBootstrap", "_PyImport_FrozenStdlib", "_PyImport_FrozenTest"];
const FROZEN_ENTRY = 16;
const BUILT_IN_ENTRY = 8;
// What is free comes in about these sizes; the largest first, to leave the small ones whole. 12 is the least there is.
const SIZES = [...Array.from({ length: 15 }, (_, at) => 2 ** (20 - at)), 48, 40, 32, 24, 16, 12];
const SMALL = 4096;

/**
 * @param {Python} python It is of no use afterwards.
 * @param {string} name Of the function, in `__main__`, that answers messages.
 * @returns {State}
 */
export function take(python, name) {
  const { exports } = python;
  const entry = python.find(name);
  emptyFree(python);
  const memory = python.memory.slice(0, exports.sbrk(0));
  // Beyond its end the stack holds what is left of calls that have returned.
  memory.fill(0, exports.emscripten_stack_get_end(), exports.emscripten_stack_get_current());
  const builtIn = forgetModules(exports, memory);
  return { memory, registers: registersOf(exports), entry, builtIn };
}

/**
 * Overwrites with zeros what was freed: it would go into the image, and with it whatever stood there. Small places are not
 * given back, as a list of them all is as large as they are; what Python needs later it takes from new memory.
 *
 * @param {Python} python
 */
function emptyFree(python) {
  const { exports } = python;
  /** @type {number[]} */
  const large = [];
  for (const size of SIZES) {
    // Until there is none of this size and new memory is added.
    for (const end = exports.sbrk(0); exports.sbrk(0) === end; ) {
      const place = exports.malloc(size);
      python.memory.fill(0, place, place + size);
      if (size >= SMALL) large.push(place);
    }
  }
  for (const place of large) exports.free(place);
}

/**
 * Empties the lists of what Python could still import: in the image it finds no modules but those it has.
 * @param {any} exports
 * @param {Uint8Array} memory
 */
function forgetModules(exports, memory) {
  const view = new DataView(memory.buffer);
  const at = (/** @type {number} */ place) => view.getUint32(place, true);
  for (const name of FROZEN) {
    for (let entry = at(exports[name].value); at(entry); entry += FROZEN_ENTRY) {
      const code = at(entry + 4);
      memory.fill(0, code, code + at(entry + 8));
      memory.fill(0, entry, entry + FROZEN_ENTRY);
    }
  }
  const found = [];
  for (let entry = at(exports.PyImport_Inittab.value); at(entry); entry += BUILT_IN_ENTRY) {
    found.push(new TextDecoder().decode(memory.subarray(at(entry), memory.indexOf(0, at(entry)))));
    memory.fill(0, entry, entry + BUILT_IN_ENTRY);
  }
  return found;
}
