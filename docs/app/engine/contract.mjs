/** The engine's file names and its error class, which page and worker share. */

/** The image's manifest. */
export const MANIFEST = "engine.json";
/** The memory image. */
export const IMAGE = "python.wasm";
/** The folder below it with stock Pyodide, the fallback for the image. */
export const FALLBACK = "fallback/";
/** Pyodide's lock file. */
export const LOCK = "pyodide-lock.json";
/** Pyodide's WebAssembly module. */
export const CORE = "pyodide.asm.wasm";

/** The engine failed. Holds a code only, because a message of Python may contain answers. */
export class EngineError extends Error {
  name = "EngineError";

  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}
