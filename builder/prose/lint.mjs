/**
 * Runs textlint with the house style. Takes the name of a JSON file of `{ rules, texts }` and prints the faults as JSON on one line.
 * builder/prose/check.py starts it.
 */
import { readFile } from "node:fs/promises";
import { TextlintKernel } from "@textlint/kernel";
import textPlugin from "@textlint/textlint-plugin-text";

/**
 * @typedef {{ name: string, pattern: string, instead: string, case?: boolean, only?: string[] }} Rule
 * @typedef {{ file: string, text: string }} Text The file's text in which everything but the prose is blanked out, so that positions stay the same.
 */

/** @type {{ rules: Rule[], texts: Text[] }} */
const { rules, texts } = JSON.parse(await readFile(process.argv[2] ?? "", "utf8"));

/** @param {any} context @param {any} options `{ rules }`. A textlint rule that reports each match of each pattern. */
const houseStyle = (context, options) => {
  const { Syntax, RuleError, report, getSource } = context;
  return {
    [Syntax.Document](/** @type {any} */ node) {
      for (const { name, pattern, instead, case: isExact } of options.rules) {
        for (const match of getSource(node).matchAll(new RegExp(pattern, isExact ? "gu" : "giu"))) {
          report(node, new RuleError(`“${match[0]}” (${name}): write ${instead}`, { index: match.index }));
        }
      }
    },
  };
};

const kernel = new TextlintKernel();
const plugins = [{ pluginId: "text", plugin: /** @type {any} */ (textPlugin).default ?? textPlugin }];
const faults = [];
for (const { file, text } of texts) {
  const applicable = rules.filter(({ only }) => !only || only.some((start) => file.startsWith(start)));
  const { messages } = await kernel.lintText(text, {
    ext: ".txt",
    filePath: file,
    plugins,
    rules: [{ ruleId: "house-style", rule: houseStyle, options: { rules: applicable } }],
  });
  for (const { line, message } of messages) faults.push({ file, line, message });
}
console.log(JSON.stringify(faults));
