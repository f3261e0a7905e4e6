/**
 * Tests the fallback (stock Pyodide) with the samples: `node ask-fallback.mjs FOLDER SAMPLES` starts the packed engine in FOLDER, as the
 * browser does when it cannot use the image, and fails at the first answer that differs from the one in SAMPLES.
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadPyodide } from "pyodide";

const [folder, samples] = process.argv.slice(2).map((path) => resolve(path));
const folderPath = join(folder, "/");
const python = await loadPyodide({
  indexURL: folderPath,
  packageBaseUrl: folderPath,
  packages: ["scoring"],
  jsglobals: Object.freeze({}),
  stdout: () => {},
});
const bridge = python.pyimport("scoring.bridge");
for (const [message, answer] of JSON.parse(readFileSync(samples, "utf8"))) {
  if (bridge.handle(message) !== answer) {
    console.error(`The fallback gives a different answer to ${message.slice(0, 200)}`);
    process.exit(1);
  }
}
