/**
 * The layout of Pyodide's core: what the build knows about the WebAssembly module, in one table. The build checks a core against it before
 * it makes an image, because pruning relies on the link order: with another order it could remove functions that are in use.
 *
 * For another release of Pyodide: read the difference that `layoutFaults` reports, look at CPython's Modules/Setup and at Pyodide's
 * Makefile for the reason, change the table, and run tests/builder/engine with --hypothesis-profile=fuzz.
 *
 * @typedef {import("./wasm-sections.mjs").Export} Export
 *
 * @typedef {object} Library A library that only one extension module uses.
 * @property {string} module The extension module.
 * @property {string} first The library's first exported function. The library ends where the next one starts.
 * @property {string[]} prefixes The beginnings of its functions' names.
 */
import { bodiesOf, exportsOf, importsOf } from "./wasm-sections.mjs";
import { KIND, split } from "./wasm-binary.mjs";

export const LAYOUT = {
  /** Ids of the sections, in order; see SECTION in wasm-binary.mjs. 1 is types, 3 functions, 4 tables, 13 tags, 0 custom. */
  sections: [0, 1, 2, 3, 4, 5, 13, 6, 7, 9, 12, 10, 11],
  /** The extension modules in link order. CPython links them first, one after another. */
  extensions: [
    ...["_ctypes", "_posixsubprocess", "_bz2", "zlib", "_hmac", "_sqlite3", "_lzma", "_zstd", "array", "_asyncio"],
    ...[
      "_bisect",
      "_csv",
      "_heapq",
      "_json",
      "_lsprof",
      "_pickle",
      "_queue",
      "_random",
      "_remote_debugging",
      "_struct",
    ],
    ...[
      "_zoneinfo",
      "math",
      "cmath",
      "_statistics",
      "_decimal",
      "binascii",
      "_md5",
      "_sha1",
      "_sha2",
      "_sha3",
      "_blake2",
    ],
    ...["pyexpat", "_elementtree", "_codecs_cn", "_codecs_hk", "_codecs_iso2022", "_codecs_jp", "_codecs_kr"],
    ...["_codecs_tw", "_multibytecodec", "unicodedata", "fcntl", "mmap", "select", "_socket", "termios", "xxsubtype"],
    ...["_xxtestfuzz", "_testbuffer", "_testinternalcapi", "_testcapi", "_testcapi_datetime", "_testlimitedcapi"],
    ...["_testclinic", "_testclinic_limited"],
  ],
  /** The first module after them, which is part of CPython's own library and always stays. */
  firstOfCore: "atexit",
  /** @type {Library[]} In link order. */
  libraries: [
    { module: "_lzma", first: "lzma_version_number", prefixes: ["lzma_"] },
    { module: "_sqlite3", first: "sqlite3_status64", prefixes: ["sqlite3_"] },
    {
      module: "_zstd",
      first: "FSE_versionNumber",
      prefixes: ["COVER_", "ERR_", "FSE_", "HIST_", "HUF_", "POOL_", "ZDICT_", "ZSTD", "divbwt", "divsufsort"],
    },
  ],
  /** The first exported function after the last library. */
  afterLibraries: "emscripten_GetProcAddress",
  /**
   * In bytes. The linker merges identical functions, so a smaller function of one file can be used by another. Such a function does no
   * more than return a constant or call a function that both files know.
   */
  largestMerged: 100,
  /** Exported tables of frozen modules. Each entry has the addresses of a name and of its code. */
  frozenTables: ["_PyImport_FrozenBootstrap", "_PyImport_FrozenStdlib", "_PyImport_FrozenTest"],
  /** The exported pointer to the table of built-in modules, in link order. */
  builtInTable: "PyImport_Inittab",
  /** The exports that the image keeps, because its host uses them (docs/app/engine/wasm-host.mjs). */
  kept: [
    ...["memory", "__indirect_function_table", "malloc", "free"],
    ...["PyUnicode_FromStringAndSize", "PyUnicode_AsUTF8AndSize", "PyObject_CallOneArg", "Py_DecRef"],
  ],
  /** The exports that only the build uses. */
  usedByBuild: [
    ...["PyRun_SimpleString", "PyImport_AddModule", "PyObject_GetAttrString"],
    ...["sbrk", "emscripten_stack_get_end", "emscripten_stack_get_current"],
  ],
};

/**
 * Compares a core with the table. Returns a sentence for each difference.
 * @param {Uint8Array} core
 * @returns {string[]}
 */
export function layoutFaults(core) {
  const sections = split(core);
  const exports = exportsOf(sections);
  return [
    ...sectionFaults(sections.map(({ id }) => id)),
    ...missingExports(exports),
    ...orderFaults(exports.filter(({ kind }) => kind === KIND.function)),
    ...foreignFunctions(sections, exports),
  ];
}

/** @param {number[]} ids */
function sectionFaults(ids) {
  if (ids.join() === LAYOUT.sections.join()) return [];
  return [`The sections are ${ids.join(" ")}, not ${LAYOUT.sections.join(" ")}.`];
}

/** @param {Export[]} exports */
function missingExports(exports) {
  const names = new Set(exports.map(({ name }) => name));
  return [...LAYOUT.kept, ...LAYOUT.usedByBuild, ...LAYOUT.frozenTables, LAYOUT.builtInTable]
    .filter((name) => !names.has(name))
    .map((name) => `${name} is not exported.`);
}

/** @param {Export[]} functions */
function orderFaults(functions) {
  const starts = new Map(functions.map(({ name, index }) => [name, index]));
  const names = [
    ...[...LAYOUT.extensions, LAYOUT.firstOfCore].map((module) => `PyInit_${module}`),
    ...LAYOUT.libraries.map(({ first }) => first),
    LAYOUT.afterLibraries,
  ];
  const faults = names.flatMap((name, at) => {
    const [before, here] = [starts.get(names[at - 1]), starts.get(name)];
    if (here === undefined) return [`${name} is not in the core.`];
    if (before !== undefined && before >= here)
      return [`${name} is no longer after ${names[at - 1]} in the link order.`];
    return [];
  });
  const [first, last] = [names[0], `PyInit_${LAYOUT.firstOfCore}`].map((name) => starts.get(name) ?? NaN);
  const known = new Set(names);
  const added = functions.filter(
    ({ name, index }) => name.startsWith("PyInit_") && index > first && index < last && !known.has(name),
  );
  return [...faults, ...added.map(({ name }) => `${name} is among the extension modules, and not in the table.`)];
}

/**
 * Finds exported functions in the range of a library that do not belong to it.
 * @param {import("./wasm-binary.mjs").Section[]} sections
 * @param {Export[]} exports
 */
function foreignFunctions(sections, exports) {
  const bodies = bodiesOf(sections);
  const imported = importsOf(sections).filter(({ kind }) => kind === KIND.function).length;
  return libraryRanges(exports).flatMap(({ module, prefixes, start, end }) =>
    exports
      .filter(({ kind, index }) => kind === KIND.function && index >= start && index < end)
      .filter(({ name }) => !prefixes.some((prefix) => name.startsWith(prefix)))
      .filter(({ index }) => bodies[index - imported].length >= LAYOUT.largestMerged)
      .map(({ name }) => `${name} is among the functions of the library of ${module}.`),
  );
}

/**
 * Returns the range of each library: its first function's index, and the index after its last.
 * @param {Export[]} exports
 * @returns {(Library & { start: number, end: number })[]} NaN where a function is missing.
 */
export function libraryRanges(exports) {
  const indexOf = (/** @type {string} */ symbol) =>
    exports.find(({ name, kind }) => name === symbol && kind === KIND.function)?.index ?? NaN;
  const starts = [...LAYOUT.libraries.map(({ first }) => first), LAYOUT.afterLibraries].map(indexOf);
  return LAYOUT.libraries.map((each, at) => ({ ...each, start: starts[at], end: starts[at + 1] }));
}
