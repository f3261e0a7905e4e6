/**
 * Takes functions out of the core that cannot be called, whatever Python is asked. Nothing here goes by what was seen to run: a
 * function stays unless there is a reason why no call can reach it. If one were called all the same, the engine would stop; it
 * could not answer wrongly.
 *
 * A call names its function, or takes it from the table. So all that is in the table stays, and all that is called from there.
 * Only the functions of extension modules that Python has not loaded, and of the libraries that they alone use, do not count as
 * being in the table. Each of them could as well be a file of its own, so that no other code knows its functions; the image has
 * no way to load them any more; and as they never ran, nobody was given one of their functions to call.
 *
 * @typedef {import("./wasm.mjs").Section} Section
 * @typedef {import("./layout.mjs").Export} Export
 */
import { bodiesOf, exportsOf, tableOf } from "./layout.mjs";
import { calls, reachable } from "./reach.mjs";
import { counted, KIND, list } from "./wasm.mjs";

// CPython links the modules that can be libraries first, each with its parts together; this is the first of the others.
const FIRST_OF_THE_CORE = "atexit";
// Libraries that extension modules use, in the order in which they are linked: the module, and the library's first function; it
// ends where the next begins. Without a module: what only ends the one before.
/** @type {[module: string | null, first: string][]} */
const LIBRARIES = [
  ["_lzma", "lzma_version_number"],
  ["_sqlite3", "sqlite3_status64"],
  ["_zstd", "FSE_versionNumber"],
  [null, "emscripten_GetProcAddress"],
];
// In bytes. Of two functions that are alike the linker keeps one, maybe in the other's file; it does no more than return a number
// or call something that both files know.
const ALIKE = 100;
const UNREACHABLE = [0, 0x00, 0x0b];

/**
 * The code section. The places of functions stay, as they are known by number.
 *
 * @param {Section[]} sections
 * @param {Export[]} kept What the host can reach.
 * @param {number} imported How many functions come before the module's own.
 * @param {(string | null)[]} notLoaded The modules in the order in which they were linked, null for one that was loaded.
 */
export function pruned(sections, kept, imported, notLoaded) {
  const bodies = bodiesOf(sections);
  const exports = exportsOf(sections).filter(({ kind }) => kind === KIND.function);
  const unknown = new Set([...ofExtensions(exports, notLoaded), ...ofLibraries(exports, notLoaded)]);
  const isShared = (/** @type {Uint8Array} */ body) => body.length < ALIKE && !calls(body).some((callee) => unknown.has(callee));
  const inTable = tableOf(sections).filter((index) => !unknown.has(index) || isShared(bodies[index - imported]));
  const called = kept.flatMap(({ kind, index }) => (kind === KIND.function ? [index] : []));
  const found = reachable(bodies, imported, [...called, ...inTable]);
  return list(bodies.map((body, at) => counted(found.has(imported + at) ? body : UNREACHABLE)));
}

/**
 * The functions of extension modules that were not loaded. All that lies between the starts of two neighbours belongs to one of
 * them, so it counts only where neither was loaded.
 *
 * @param {Export[]} exports
 * @param {(string | null)[]} notLoaded
 */
function ofExtensions(exports, notLoaded) {
  const starts = new Map(exports.map(({ name, index }) => [name, index]));
  /** @type {number[]} */
  const found = [];
  notLoaded.slice(0, Math.max(0, notLoaded.indexOf(FIRST_OF_THE_CORE))).forEach((name, at) => {
    const from = starts.get(`PyInit_${notLoaded[at - 1]}`);
    const to = starts.get(`PyInit_${name}`);
    if (from === undefined || to === undefined) return;
    if (from > to) throw new Error(`${name} is not linked where it is listed.`);
    found.push(...range(from + 1, to));
  });
  return found;
}

/**
 * The functions of libraries whose module was not loaded.
 *
 * @param {Export[]} exports
 * @param {(string | null)[]} notLoaded
 */
function ofLibraries(exports, notLoaded) {
  const starts = LIBRARIES.map(([, first]) => exports.find(({ name }) => name === first)?.index ?? NaN);
  return LIBRARIES.flatMap(([module, first], at) => {
    if (module === null || !notLoaded.includes(module)) return [];
    if (!(starts[at] < starts[at + 1])) throw new Error(`${first} is not linked where it is listed.`);
    return range(starts[at], starts[at + 1] - 1);
  });
}

/**
 * @param {number} first
 * @param {number} last
 */
const range = (first, last) => Array.from({ length: last - first + 1 }, (_, at) => first + at);
