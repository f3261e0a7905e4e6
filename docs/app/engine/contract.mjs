/** What the engine's two sides, page and worker, must agree on. */

export const MANIFEST = "engine.json";
export const IMAGE = "python.wasm";
/** Below the same folder: what Python is started from in the ordinary way, where it cannot go on from the image. */
export const ORDINARY = "ordinary/";
export const LOCK = "pyodide-lock.json";
export const CORE = "pyodide.asm.wasm";

/** Why there is no engine. A code and nothing else: what Python says may hold answers. */
export class EngineError extends Error {
  name = "EngineError";

  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}
