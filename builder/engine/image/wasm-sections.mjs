/**
 * What a module declares: its imports, exports, globals, table and functions.
 *
 * @typedef {import("./wasm.mjs").Section} Section
 * @typedef {{ module: string, name: string, kind: number, bytes: Uint8Array }} Import
 * @typedef {{ name: string, kind: number, index: number }} Export
 * @typedef {{ type: number, isMutable: boolean, start: Uint8Array }} Global `start`: the instructions that give its value.
 */
import { KIND, Reader, SECTION, sectionOf } from "./wasm.mjs";

const END = 0x0b;
const I32_CONST = 0x41;

/**
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
 * @param {Section[]} sections
 * @returns {Export[]}
 */
export function exportsOf(sections) {
  const reader = new Reader(sectionOf(sections, SECTION.exports));
  return reader.list(() => ({ name: reader.text(), kind: reader.byte(), index: reader.unsigned() }));
}

/**
 * The globals that the module makes itself; each begins with a plain number.
 * @param {Section[]} sections
 * @returns {Global[]}
 */
export function globalsOf(sections) {
  const reader = new Reader(sectionOf(sections, SECTION.globals));
  return reader.list(() => {
    const type = reader.byte();
    const isMutable = reader.byte() === 1;
    const start = reader.at;
    if (reader.byte() !== I32_CONST) throw new Error("A global does not begin with a plain number.");
    reader.skip();
    if (reader.byte() !== END) throw new Error("A global begins with more than a number.");
    return { type, isMutable, start: reader.bytes.subarray(start, reader.at) };
  });
}

/**
 * The functions that are in the table from the start, by their index.
 * @param {Section[]} sections
 */
export function tableOf(sections) {
  const reader = new Reader(sectionOf(sections, SECTION.elements));
  return reader
    .list(() => {
      if (reader.unsigned() !== 0 || reader.byte() !== I32_CONST) throw new Error("The table is filled in another way.");
      reader.skip();
      reader.byte();
      return reader.list(() => reader.unsigned());
    })
    .flat();
}

/**
 * The functions' bodies.
 * @param {Section[]} sections
 */
export function bodiesOf(sections) {
  const reader = new Reader(sectionOf(sections, SECTION.code));
  return reader.list(() => reader.counted());
}
