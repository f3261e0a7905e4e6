/**
 * Baseline worker for stock Pyodide, as its documentation says: the files from npm, a module worker, and the wheels from the
 * lockfile. `packages` is the fastest documented way, because the wheels are fetched while Python starts.
 */
const MODULE = "./pyodide/pyodide.mjs";
const scope = /** @type {{ onmessage: (event: MessageEvent) => void, postMessage: (message: string) => void }} */ (
  /** @type {unknown} */ (globalThis)
);

const bridge = import(MODULE).then(async ({ loadPyodide }) => {
  const indexURL = new URL("pyodide/", import.meta.url).href;
  const python = await loadPyodide({ indexURL, packages: ["scoring"] });
  return python.pyimport("scoring.bridge");
});

scope.onmessage = async (/** @type {MessageEvent} */ { data }) => scope.postMessage((await bridge).handle(data));
