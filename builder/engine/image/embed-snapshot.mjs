/**
 * Embeds a snapshot in Pyodide's core. First it exports the core's whole state, so that it can be read while the core runs. Then it
 * writes the state into the core as its initial state.
 *
 * @typedef {import("./wasm-binary.mjs").Section} Section
 * @typedef {import("./wasm-sections.mjs").Export} Export
 * @typedef {import("./snapshot.mjs").State} State
 */
import { exportsOf, globalsOf, importsOf } from "./wasm-sections.mjs";
import { LAYOUT } from "./core-layout.mjs";
import { pruned } from "./prune.mjs";
import { counted, join, KIND, list, SECTION, signed, split, text, unsigned } from "./wasm-binary.mjs";

const I32 = 0x7f;
const PAGE = 65536;
// 512 MB: far more than a report needs, and within the limit of small devices.
const MOST_PAGES = 8192;
const ENTRY = "entry";
const REGISTER = "register-";
// Shorter runs of zeros stay in the data, because a segment of its own costs about as many bytes.
const GAP = 32;

/**
 * Returns the core with all its mutable globals exported, such as the stack pointer. Together with the memory they are its whole state.
 *
 * @param {Uint8Array} core
 */
export function withOpenState(core) {
  const sections = split(core);
  const before = imported(sections, KIND.global);
  const registers = globalsOf(sections).flatMap(({ isMutable }, at) => (isMutable ? [before + at] : []));
  const added = registers.map((index) => ({ name: `${REGISTER}${index}`, kind: KIND.global, index }));
  return join(changed(sections, new Map([[SECTION.exports, exported([...exportsOf(sections), ...added])]])));
}

/**
 * Returns the values of the mutable globals.
 * @param {WebAssembly.Exports} exports The exports of a core from withOpenState.
 * @returns {Map<number, number>} By global index.
 */
export function registersOf(exports) {
  const named = Object.entries(exports).filter(([name]) => name.startsWith(REGISTER));
  return new Map(
    named.map(([name, register]) => [Number(name.slice(REGISTER.length)), /** @type {any} */ (register).value]),
  );
}

/**
 * Returns a core that continues from a state, and exports only what the host uses.
 * @param {Uint8Array} core
 * @param {State} state
 * @param {Set<string>} loaded All modules that Python has loaded.
 */
export function withState(core, state, loaded) {
  const sections = split(core);
  const keptExports = exportsOf(sections).filter(({ name }) => LAYOUT.kept.includes(name));
  const entry = { name: ENTRY, kind: KIND.global, index: imported(sections, KIND.global) + globalsOf(sections).length };
  const functions = importsOf(sections).filter(({ kind }) => kind === KIND.function);
  const notLoaded = state.builtIn.map((name) => (loaded.has(name) ? null : name));
  return join(
    changed(
      sections,
      new Map([
        [SECTION.imports, list(functions.map(({ bytes }) => bytes))],
        [SECTION.memory, list([[1, ...unsigned(Math.ceil(state.memory.length / PAGE)), ...unsigned(MOST_PAGES)]])],
        [SECTION.globals, globals(sections, state)],
        [SECTION.exports, exported([...keptExports, entry])],
        [SECTION.code, pruned(sections, keptExports, functions.length, notLoaded)],
        [SECTION.data, data(state.memory)],
        // The data count is needed only by code that copies segments; custom sections, such as names, are for tools.
        [SECTION.dataCount, null],
        [SECTION.custom, null],
      ]),
    ),
  );
}

/**
 * @param {Section[]} sections
 * @param {Map<number, Uint8Array | null>} changes
 */
const changed = (sections, changes) =>
  sections.flatMap(({ id, body }) => {
    const now = changes.get(id) === undefined ? body : changes.get(id);
    return now ? [{ id, body: now }] : [];
  });

/**
 * Returns how many imports of a kind the module has. The indexes of its own definitions follow.
 * @param {Section[]} sections
 * @param {number} kind
 */
const imported = (sections, kind) => importsOf(sections).filter((each) => each.kind === kind).length;

/** @param {Export[]} exports */
const exported = (exports) => list(exports.map(({ name, kind, index }) => [...text(name), kind, ...unsigned(index)]));

/**
 * Returns the globals section with the state's values. The imported globals are for dynamic libraries, of which there are none. They are
 * replaced by own globals, so that all indexes stay the same and the host provides functions only.
 *
 * @param {Section[]} sections
 * @param {State} state
 */
function globals(sections, state) {
  const before = imported(sections, KIND.global);
  const zero = [I32, 1, ...number(0)];
  const ownGlobals = globalsOf(sections).map(({ type, isMutable, start }, at) => {
    if (!isMutable) return [type, 0, ...start];
    const value = state.registers.get(before + at);
    if (type !== I32 || value === undefined) throw new Error("A register was not read.");
    return [type, 1, ...number(value)];
  });
  return list([...Array.from({ length: before }, () => zero), ...ownGlobals, [I32, 0, ...number(state.entry)]]);
}

/** @param {number} value Returns it as a constant expression. */
const number = (value) => [0x41, ...signed(value), 0x0b];

/** @param {Uint8Array} memory */
const data = (memory) =>
  list(
    pieces(memory).map(([start, end]) =>
      Buffer.concat([Uint8Array.of(0, ...number(start)), counted(memory.subarray(start, end))]),
    ),
  );

/**
 * Returns the ranges of memory that are not zero, because new memory is zero.
 * @param {Uint8Array} memory
 */
function pieces(memory) {
  /** @type {[number, number][]} */
  const matches = [];
  let end = -Infinity;
  for (let at = 0; at < memory.length; at++) {
    if (memory[at] === 0) continue;
    if (at - end > GAP) matches.push([at, at]);
    end = matches[matches.length - 1][1] = at + 1;
  }
  return matches;
}
