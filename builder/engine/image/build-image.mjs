/**
 * Builds the memory image: Pyodide's core with a snapshot of Python's memory, taken after `scoring` was loaded and warmed up. Run by
 * builder/engine/image/__init__.py as `node build-image.mjs WORK`, with
 *   WORK/pyodide.asm.mjs, WORK/python_stdlib.zip, WORK/pyodide-lock.json   from npm's package
 *   WORK/*.whl                 the wheels, with their sources
 *   WORK/samples.json          messages, each with the answer of the build's own Python
 * The result is WORK/python.wasm. It has been tested: it gives the same answers.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { startImage } from "../../../docs/app/engine/wasm-host.mjs";
import { boot } from "./boot-pyodide.mjs";
import { layoutFaults } from "./core-layout.mjs";
import { withOpenState, withState } from "./embed-snapshot.mjs";
import { take } from "./snapshot.mjs";

const CORE = createRequire(import.meta.url).resolve("pyodide/pyodide.asm.wasm");
/** @param {string} name Returns a script in this folder. */
const script = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

/** @param {string} folder */
async function make(folder) {
  const core = readFileSync(CORE);
  const faults = layoutFaults(core);
  if (faults.length > 0)
    throw new Error(`Pyodide's core is not as core-layout.mjs describes it:\n${faults.join("\n")}`);
  writeFileSync(join(folder, "pyodide.asm.wasm"), withOpenState(core));
  const from = {
    folder: join(folder, "/"),
    wheels: readdirSync(folder)
      .filter((name) => name.endsWith(".whl"))
      .map((name) => join(folder, name)),
  };
  const samples = readFileSync(join(folder, "samples.json"), "utf8");

  const compiler = await boot(from);
  compiler.write("samples.json", samples);
  compiler.run(script("compile_templates.py"));

  const python = await boot(from);
  python.write("samples.json", samples);
  python.write("templates.json", compiler.read("templates.json"));
  python.run(script("warm_up.py"));
  const loaded = new Set(JSON.parse(python.read("loaded.json")));
  const image = withState(core, take(python, "handle"), loaded);

  const engine = await startImage(new WebAssembly.Module(image));
  for (const [message, answer] of JSON.parse(samples)) {
    if (engine.handle(message) !== answer) throw new Error(`The image gives a different answer to ${message}`);
  }
  writeFileSync(join(folder, "python.wasm"), image);
}

try {
  await make(resolve(process.argv[2] ?? "."));
} catch (fault) {
  // Node's own report would first print the source line, which is all of Pyodide's minified module.
  console.error(fault instanceof Error ? fault.message : String(fault));
  process.exit(1);
}
