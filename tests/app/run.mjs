/** Runs the unit tests of docs/app in Node. Arguments select tests by name. Coverage is checked only if all tests run. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const chosen = process.argv.slice(2);
const names = readdirSync(here, { recursive: true }).map(String);
const files = names.filter(
  (name) => name.endsWith(".test.mjs") && (!chosen.length || chosen.some((part) => name.includes(part))),
);
const coverage = [
  "--experimental-test-coverage",
  `--test-reporter=${new URL("support/coverage.mjs", import.meta.url)}`,
];
const plain = ["--test-reporter=spec"];

const { status } = spawnSync(
  process.execPath,
  ["--test", ...(chosen.length ? plain : coverage), ...files.sort().map((name) => `${here}${name}`)],
  { stdio: "inherit" },
);
process.exitCode = status ?? 1;
