/** Baseline worker for MicroPython, the fastest Python to start: a script that only adds up the total. */
// Not this file: the benchmark puts the npm package's module of this name beside the worker.
const MODULE = "./micropython.mjs";
const scope = /** @type {{ onmessage: (event: MessageEvent) => void, postMessage: (message: string) => void }} */ (
  /** @type {unknown} */ (globalThis)
);
const file = (/** @type {string} */ name) => new URL(name, import.meta.url).href;

const handle = Promise.all([import(MODULE), fetch(file("total.py"))]).then(async ([{ loadMicroPython }, script]) => {
  const python = await loadMicroPython({ url: file("micropython.wasm") });
  python.runPython(await script.text());
  return python.globals.get("handle");
});

scope.onmessage = async (/** @type {MessageEvent} */ { data }) => scope.postMessage((await handle)(data));
