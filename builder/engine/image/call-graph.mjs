/**
 * Call graph: finds all functions that can be reached from the exports and the table. The result is complete, because WebAssembly calls
 * a function only directly, by index, or indirectly, through the table.
 */
import { Reader } from "./wasm-binary.mjs";

const CALL = new Set([0x10, 0x12]);
const REF_FUNC = 0xd2;
// How many LEB128 immediates follow an opcode.
const NONE = [0x00, 0x01, 0x05, 0x0a, 0x0b, 0x0f, 0x19, 0x1a, 0x1b, 0xd1, ...range(0x45, 0xc4)];
const ONE = [
  ...[0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0c, 0x0d, 0x14, 0x15, 0x18, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26],
  ...[0x3f, 0x40, 0x41, 0x42, 0xd0],
];
const TWO = [0x11, 0x13, ...range(0x28, 0x3e)];
/** @type {Map<number, number>} */
const NUMBERS = new Map([
  ...NONE.map((code) => /** @type {const} */ ([code, 0])),
  ...ONE.map((code) => /** @type {const} */ ([code, 1])),
  ...TWO.map((code) => /** @type {const} */ ([code, 2])),
]);
// The same for the opcodes after the prefix 0xfc: saturating conversions, then bulk memory and table instructions.
const PREFIXED = [0, 0, 0, 0, 0, 0, 0, 0, undefined, undefined, 2, 1, 2, 1, 2, 1, 1, 1];

/**
 * Returns the functions that can be reached from the roots.
 * @param {Uint8Array[]} bodies The bodies of the functions that the module defines.
 * @param {number} imported The number of imported functions, whose indexes come first.
 * @param {number[]} roots
 * @returns {Set<number>} Function indexes, including imported functions.
 */
export function reachable(bodies, imported, roots) {
  const result = new Set(roots);
  // A set is iterated in insertion order, including elements that are added during the iteration.
  for (const index of result) {
    if (index >= imported) for (const callee of calls(bodies[index - imported])) result.add(callee);
  }
  return result;
}

/**
 * Returns the functions that a body calls or refers to, with repetitions.
 * @param {Uint8Array} body
 */
export function calls(body) {
  /** @type {number[]} */
  const result = [];
  const reader = new Reader(body);
  reader.list(() => {
    reader.skip();
    reader.byte();
  });
  while (!reader.done) {
    const code = reader.byte();
    if (CALL.has(code) || code === REF_FUNC) result.push(reader.unsigned());
    else skipRest(reader, code);
  }
  return result;
}

/**
 * @param {Reader} reader Positioned after the opcode.
 * @param {number} code
 */
function skipRest(reader, code) {
  if (code === 0x43) reader.take(4);
  else if (code === 0x44) reader.take(8);
  else {
    for (let numbers = numbersAfter(reader, code); numbers > 0; numbers--) reader.skip();
  }
}

/**
 * @param {Reader} reader
 * @param {number} code
 */
function numbersAfter(reader, code) {
  if (code === 0x0e) return reader.unsigned() + 1;
  if (code === 0x1c) return reader.unsigned();
  const numbers = code === 0xfc ? PREFIXED[reader.unsigned()] : NUMBERS.get(code);
  if (numbers === undefined) throw new Error(`The code contains an unknown opcode: ${code.toString(16)}.`);
  return numbers;
}

/**
 * @param {number} first
 * @param {number} last
 */
function range(first, last) {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
