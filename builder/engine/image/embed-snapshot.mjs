/**
 * Pyodide's core, changed twice: first so that its whole state can be read while it runs, then with a state in it from which it
 * goes on.
 *
 * @typedef {import("./wasm.mjs").Section} Section
 * @typedef {import("./layout.mjs").Export} Export
 * @typedef {import("./take.mjs").State} State
 */
import { exportsOf, globalsOf, importsOf } from "./layout.mjs";
import { pruned } from "./prune.mjs";
import { counted, join, KIND, list, SECTION, signed, split, text, unsigned } from "./wasm.mjs";

const I32 = 0x7f;
const PAGE = 65536;
// 512 MB: far beyond what one report takes, and what small devices allow.
const MOST_PAGES = 8192;
/** What the host calls; nothing else can be reached from outside. */
const USED = new Set([
  ...["memory", "__indirect_function_table", "malloc", "free"],
  ...["PyUnicode_FromStringAndSize", "PyUnicode_AsUTF8AndSize", "PyObject_CallOneArg", "Py_DecRef"],
]);
const ENTRY = "entry";
const REGISTER = "register-";
// Shorter runs of zeros stay in the image: a piece of its own costs about as much.
const GAP = 32;

/**
 * The core with all its registers to be seen from outside: the end of the stack, and whatever else is neither in memory nor
 * fixed.
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
 * @param {WebAssembly.Exports} exports Of a core with open state.
 * @returns {Map<number, number>} By their number in the core.
 */
export function registersOf(exports) {
  const named = Object.entries(exports).filter(([name]) => name.startsWith(REGISTER));
  return new Map(named.map(([name, register]) => [Number(name.slice(REGISTER.length)), /** @type {any} */ (register).value]));
}

/**
 * The core that goes on from a state, and can do nothing but what the host asks of it.
 * @param {Uint8Array} core
 * @param {State} state
 * @param {Set<string>} loaded The modules that Python has ever loaded.
 */
export function withState(core, state, loaded) {
  const sections = split(core);
  const kept = exportsOf(sections).filter(({ name }) => USED.has(name));
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
        [SECTION.exports, exported([...kept, entry])],
        [SECTION.code, pruned(sections, kept, functions.length, notLoaded)],
        [SECTION.data, data(state.memory)],
        // The count of pieces is only for code that copies them, and names and the like are for tools.
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
 * How many of a kind the module imports; those that it makes itself are counted on from there.
 * @param {Section[]} sections
 * @param {number} kind
 */
const imported = (sections, kind) => importsOf(sections).filter((each) => each.kind === kind).length;

/** @param {Export[]} exports */
const exported = (exports) => list(exports.map(({ name, kind, index }) => [...text(name), kind, ...unsigned(index)]));

/**
 * The globals with the values they have in the state. Those that were imported are for libraries that are loaded later, of
 * which there are none: they are made here, so that all keep their numbers and the host is asked for functions alone.
 *
 * @param {Section[]} sections
 * @param {State} state
 */
function globals(sections, state) {
  const before = imported(sections, KIND.global);
  const zero = [I32, 1, ...number(0)];
  const own = globalsOf(sections).map(({ type, isMutable, start }, at) => {
    if (!isMutable) return [type, 0, ...start];
    const value = state.registers.get(before + at);
    if (type !== I32 || value === undefined) throw new Error("A register was not read.");
    return [type, 1, ...number(value)];
  });
  return list([...Array.from({ length: before }, () => zero), ...own, [I32, 0, ...number(state.entry)]]);
}

/** @param {number} value As instructions. */
const number = (value) => [0x41, ...signed(value), 0x0b];

/** @param {Uint8Array} memory */
const data = (memory) =>
  list(pieces(memory).map(([start, end]) => Buffer.concat([Uint8Array.of(0, ...number(start)), counted(memory.subarray(start, end))])));

/**
 * Where memory is not zero; new memory is.
 * @param {Uint8Array} memory
 */
function pieces(memory) {
  /** @type {[number, number][]} */
  const found = [];
  let end = -Infinity;
  for (let at = 0; at < memory.length; at++) {
    if (memory[at] === 0) continue;
    if (at - end > GAP) found.push([at, at]);
    end = found[found.length - 1][1] = at + 1;
  }
  return found;
}
