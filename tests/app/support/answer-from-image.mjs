/**
 * Runs the engine's memory image for tests in Python: `node answer-from-image.mjs IMAGE [--full]`. Reads one message,
 * as a JSON string, from each line of standard input. For each, writes a line of JSON with the answer or the error
 * code, and the size of the image's memory in bytes. With `--full`, the memory cannot grow.
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { startImage } from "../../../docs/app/engine/wasm-host.mjs";

/** @type {WebAssembly.Memory | undefined} */
let memory;
const { instantiate } = WebAssembly;
WebAssembly.instantiate = /** @type {any} */ (
  async (/** @type {WebAssembly.Module} */ core, /** @type {WebAssembly.Imports} */ imports) => {
    const instance = await instantiate(core, imports);
    memory = /** @type {any} */ (instance.exports).memory;
    return instance;
  }
);

if (process.argv.includes("--full")) {
  WebAssembly.Memory.prototype.grow = () => {
    throw new RangeError();
  };
}
const engine = await startImage(new WebAssembly.Module(readFileSync(process.argv[2])));
for await (const line of createInterface({ input: process.stdin })) {
  /** @type {Record<string, unknown>} */
  const reply = {};
  try {
    reply.answer = engine.handle(JSON.parse(line));
  } catch (fault) {
    reply.fault = /** @type {any} */ (fault).code ?? String(fault);
  }
  console.log(JSON.stringify({ ...reply, memory: memory?.buffer.byteLength }));
}
