/**
 * Prunes functions that can never be called from the core. This does not rely on observed calls: a function is removed only if the call
 * graph proves that no call can reach it. If a removed function were called all the same, the engine would stop. It could not give a
 * wrong answer.
 *
 * WebAssembly calls a function directly, by index, or indirectly, through the table. So all functions in the table stay, and all
 * functions that they call. The exceptions are the table entries of extension modules that Python has not loaded, and of libraries that
 * only those modules use. No other code refers to them, the image cannot load the modules any more, and because they never ran, no
 * pointer to their functions exists.
 *
 * @typedef {import("./wasm-binary.mjs").Section} Section
 * @typedef {import("./wasm-sections.mjs").Export} Export
 */
import { bodiesOf, exportsOf, tableOf } from "./wasm-sections.mjs";
import { calls, reachable } from "./call-graph.mjs";
import { LAYOUT, libraryRanges } from "./core-layout.mjs";
import { counted, KIND, list } from "./wasm-binary.mjs";

const UNREACHABLE = [0, 0x00, 0x0b];

/**
 * Returns the code section. Removed functions keep an empty body, because functions are identified by index.
 *
 * @param {Section[]} sections
 * @param {Export[]} keptExports The exports that stay.
 * @param {number} imported The number of imported functions, whose indexes come first.
 * @param {(string | null)[]} notLoaded The built-in modules in link order, with null for each that was loaded.
 */
export function pruned(sections, keptExports, imported, notLoaded) {
  const bodies = bodiesOf(sections);
  const exports = exportsOf(sections).filter(({ kind }) => kind === KIND.function);
  const unknown = new Set([...ofExtensions(exports, notLoaded), ...ofLibraries(exports, notLoaded)]);
  const isShared = (/** @type {Uint8Array} */ body) =>
    body.length < LAYOUT.largestMerged && !calls(body).some((callee) => unknown.has(callee));
  const inTable = tableOf(sections).filter((index) => !unknown.has(index) || isShared(bodies[index - imported]));
  const called = keptExports.flatMap(({ kind, index }) => (kind === KIND.function ? [index] : []));
  const reached = reachable(bodies, imported, [...called, ...inTable]);
  return list(bodies.map((body, at) => counted(reached.has(imported + at) ? body : UNREACHABLE)));
}

/**
 * Returns the functions of extension modules that were not loaded. A function between the init functions of two neighbouring modules
 * belongs to one of them, so it is included only if neither was loaded.
 *
 * @param {Export[]} exports
 * @param {(string | null)[]} notLoaded
 */
function ofExtensions(exports, notLoaded) {
  const starts = new Map(exports.map(({ name, index }) => [name, index]));
  /** @type {number[]} */
  const found = [];
  notLoaded.slice(0, Math.max(0, notLoaded.indexOf(LAYOUT.firstOfCore))).forEach((name, at) => {
    const from = starts.get(`PyInit_${notLoaded[at - 1]}`);
    const to = starts.get(`PyInit_${name}`);
    if (from === undefined || to === undefined) return;
    if (from > to) throw new Error(`${name} is not at its listed position in the link order.`);
    found.push(...range(from + 1, to));
  });
  return found;
}

/**
 * Returns the functions of libraries whose module was not loaded.
 *
 * @param {Export[]} exports
 * @param {(string | null)[]} notLoaded
 */
function ofLibraries(exports, notLoaded) {
  return libraryRanges(exports)
    .filter(({ module }) => notLoaded.includes(module))
    .flatMap(({ start, end }) => range(start, end - 1));
}

/**
 * @param {number} first
 * @param {number} last
 */
const range = (first, last) => Array.from({ length: last - first + 1 }, (_, at) => first + at);
