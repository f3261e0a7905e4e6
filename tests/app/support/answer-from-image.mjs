/**
 * Answers messages by the image, for tests in Python: run as `node answering.mjs IMAGE [--full]`, it reads a message, as a JSON
 * string, from each line and writes a line with the answer, or with the code of the error, and the size of the image's memory.
 * `--full`: the machine has no more memory to give.
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { startImage } from "../../docs/app/host.mjs";

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
