/** What the engine's two sides, page and worker, must agree on. */

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
