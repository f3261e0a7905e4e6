/**
 * Hardens the worker: deletes every global that Python does not need, and so every function that could make a request. It has an allow
 * list, because a future browser may add functions that are not known yet.
 */

// The globals of the language (the policy blocks "eval"), and the few of the platform that Pyodide's core calls while it runs.
const STAYS = new Set([
  ...[
    "AggregateError",
    "Array",
    "ArrayBuffer",
    "Atomics",
    "BigInt",
    "BigInt64Array",
    "BigUint64Array",
    "Boolean",
    "DataView",
  ],
  ...["Date", "Error", "EvalError", "FinalizationRegistry", "Float16Array", "Float32Array", "Float64Array", "Function"],
  ...["Infinity", "Int16Array", "Int32Array", "Int8Array", "Intl", "Iterator", "JSON", "Map", "Math", "NaN", "Number"],
  ...["Object", "Promise", "Proxy", "RangeError", "ReferenceError", "Reflect", "RegExp", "Set", "SharedArrayBuffer"],
  ...["String", "Symbol", "SyntaxError", "TypeError", "URIError", "Uint16Array", "Uint32Array", "Uint8Array"],
  ...[
    "Uint8ClampedArray",
    "WeakMap",
    "WeakRef",
    "WeakSet",
    "WebAssembly",
    "decodeURI",
    "decodeURIComponent",
    "encodeURI",
  ],
  ...["encodeURIComponent", "eval", "globalThis", "isFinite", "isNaN", "parseFloat", "parseInt", "undefined"],
  ...["TextDecoder", "TextEncoder", "clearTimeout", "crypto", "performance", "setTimeout"],
]);

/**
 * Deletes all other globals.
 * @param {object} scope The worker's global object.
 */
export function hardenWorker(scope) {
  for (let holder = scope; holder && holder !== Object.prototype; holder = Object.getPrototypeOf(holder)) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      // Globals that cannot be deleted are constants of the language.
      if (!STAYS.has(name)) Reflect.deleteProperty(holder, name);
    }
  }
}
