/**
 * Parses the sections of a WebAssembly module: imports, exports, globals, table and function bodies.
 *
 * @typedef {import("./wasm-binary.mjs").Section} Section
 * @typedef {{ module: string, name: string, kind: number, bytes: Uint8Array }} Import
 * @typedef {{ name: string, kind: number, index: number }} Export
 * @typedef {{ type: number, isMutable: boolean, start: Uint8Array }} Global `start`: the constant expression of its value.
 */
import { KIND, Reader, SECTION, sectionOf } from "./wasm-binary.mjs";

const END = 0x0b;
const I32_CONST = 0x41;

/**
 * Returns the imports.
 * @param {Section[]} sections
 * @returns {Import[]}
 */
export function importsOf(sections) {
  const reader = new Reader(sectionOf(sections, SECTION.imports));
  return reader.list(() => {
    const start = reader.at;
    const module = reader.text();
    const name = reader.text();
    const kind = reader.byte();
    if (kind === KIND.function) reader.skip();
    else if (kind === KIND.global) reader.take(2);
    else throw new Error(`${module}.${name} is neither a function nor a global.`);
    return { module, name, kind, bytes: reader.bytes.subarray(start, reader.at) };
  });
}

/**
 * Returns the exports.
 * @param {Section[]} sections
 * @returns {Export[]}
 */
export function exportsOf(sections) {
  const reader = new Reader(sectionOf(sections, SECTION.exports));
  return reader.list(() => ({ name: reader.text(), kind: reader.byte(), index: reader.unsigned() }));
}

/**
 * Returns the globals that the module defines. Each must have an i32 constant as its value.
 * @param {Section[]} sections
 * @returns {Global[]}
 */
export function globalsOf(sections) {
  const reader = new Reader(sectionOf(sections, SECTION.globals));
  return reader.list(() => {
    const type = reader.byte();
    const isMutable = reader.byte() === 1;
    const start = reader.at;
    if (reader.byte() !== I32_CONST) throw new Error("A global's value is not an i32 constant.");
    reader.skip();
    if (reader.byte() !== END) throw new Error("A global's value is more than one constant.");
    return { type, isMutable, start: reader.bytes.subarray(start, reader.at) };
  });
}

/**
 * Returns the indexes of the functions in the table (element segments).
 * @param {Section[]} sections
 */
export function tableOf(sections) {
  const reader = new Reader(sectionOf(sections, SECTION.elements));
  return reader
    .list(() => {
      if (reader.unsigned() !== 0 || reader.byte() !== I32_CONST)
        throw new Error("An element segment has a form that is not supported.");
      reader.skip();
      reader.byte();
      return reader.list(() => reader.unsigned());
    })
    .flat();
}

/**
 * Returns the function bodies.
 * @param {Section[]} sections
 */
export function bodiesOf(sections) {
  const reader = new Reader(sectionOf(sections, SECTION.code));
  return reader.list(() => reader.counted());
}
