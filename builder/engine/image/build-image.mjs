/**
 * Makes the image: Pyodide's core with Python's memory in it, as it is once `scoring` is loaded and has answered. Run by
 * builder/image/__init__.py as `node make.mjs WORK`, with
 *   WORK/pyodide.asm.mjs, WORK/python_stdlib.zip, WORK/pyodide-lock.json   from npm's package
 *   WORK/*.whl                 the wheels, with their sources
 *   WORK/samples.json          messages, each with the answer that the build's own Python gives
 * After it, WORK/python.wasm is the image, and has given these answers.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { startImage } from "../../docs/app/host.mjs";
import { boot } from "./boot.mjs";
import { withOpenState, withState } from "./core.mjs";
import { take } from "./take.mjs";

const CORE = createRequire(import.meta.url).resolve("pyodide/pyodide.asm.wasm");
/** @param {string} name Of a script beside this one. */
const script = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

/** @param {string} folder */
async function make(folder) {
  const core = readFileSync(CORE);
  writeFileSync(join(folder, "pyodide.asm.wasm"), withOpenState(core));
  const from = { folder: join(folder, "/"), wheels: readdirSync(folder).filter((name) => name.endsWith(".whl")).map((name) => join(folder, name)) };
  const samples = readFileSync(join(folder, "samples.json"), "utf8");

  const workshop = await boot(from);
  workshop.write("samples.json", samples);
  workshop.run(script("workshop.py"));

  const python = await boot(from);
  python.write("samples.json", samples);
  python.write("templates.json", workshop.read("templates.json"));
  python.run(script("inside.py"));
  const loaded = new Set(JSON.parse(python.read("loaded.json")));
  const image = withState(core, take(python, "handle"), loaded);

  const engine = await startImage(new WebAssembly.Module(image));
  for (const [message, answer] of JSON.parse(samples)) {
    if (engine.handle(message) !== answer) throw new Error(`The image gives another answer to ${message}`);
  }
  writeFileSync(join(folder, "python.wasm"), image);
}

try {
  await make(resolve(process.argv[2] ?? "."));
} catch (fault) {
  // Node's own report would first print the line of the error, all of Pyodide's minified module.
  console.error(fault instanceof Error ? fault.message : String(fault));
  process.exit(1);
}
