/**
 * Takes out of the worker everything that Python does not need, and so every way of the platform to reach beyond the device.
 * What stays is named, rather than what goes: a browser to come may bring ways that nobody has heard of yet.
 */

// The language itself (its "eval" is for the policy to refuse), and the few things of the platform that Pyodide's running core calls.
const STAYS = new Set([
  ...["AggregateError", "Array", "ArrayBuffer", "Atomics", "BigInt", "BigInt64Array", "BigUint64Array", "Boolean", "DataView"],
  ...["Date", "Error", "EvalError", "FinalizationRegistry", "Float16Array", "Float32Array", "Float64Array", "Function"],
  ...["Infinity", "Int16Array", "Int32Array", "Int8Array", "Intl", "Iterator", "JSON", "Map", "Math", "NaN", "Number"],
  ...["Object", "Promise", "Proxy", "RangeError", "ReferenceError", "Reflect", "RegExp", "Set", "SharedArrayBuffer"],
  ...["String", "Symbol", "SyntaxError", "TypeError", "URIError", "Uint16Array", "Uint32Array", "Uint8Array"],
  ...["Uint8ClampedArray", "WeakMap", "WeakRef", "WeakSet", "WebAssembly", "decodeURI", "decodeURIComponent", "encodeURI"],
  ...["encodeURIComponent", "eval", "globalThis", "isFinite", "isNaN", "parseFloat", "parseInt", "undefined"],
  ...["TextDecoder", "TextEncoder", "clearTimeout", "crypto", "performance", "setTimeout"],
]);

/** @param {object} scope The worker's global object. */
export function scrub(scope) {
  for (let holder = scope; holder && holder !== Object.prototype; holder = Object.getPrototypeOf(holder)) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      // The few that cannot be deleted are constants of the language.
      if (!STAYS.has(name)) Reflect.deleteProperty(holder, name);
    }
  }
}
