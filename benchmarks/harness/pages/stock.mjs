/**
 * Pyodide as its documentation has it: npm's files as they are, a module worker, the wheels by the lock file. `packages` is the
 * quickest of the documented ways, since the wheels then come while Python starts.
 */
const MODULE = String("./pyodide/pyodide.mjs");
const scope = /** @type {{ onmessage: (event: MessageEvent) => void, postMessage: (message: string) => void }} */ (
  /** @type {unknown} */ (globalThis)
);

const bridge = import(MODULE).then(async ({ loadPyodide }) => {
  const indexURL = new URL("pyodide/", import.meta.url).href;
  const python = await loadPyodide({ indexURL, packages: ["scoring"] });
  return python.pyimport("scoring.bridge");
});

scope.onmessage = async (/** @type {MessageEvent} */ { data }) => scope.postMessage((await bridge).handle(data));
