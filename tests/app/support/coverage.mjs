/**
 * Test reporter: prints each failure, then the lines that no test runs. Fails if a folder with a threshold is below it,
 * or has a module that no test loads. Does not use Node's own thresholds, because they need a newer Node than the
 * oldest that is supported.
 */
import { readdirSync } from "node:fs";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";

const APP = fileURLToPath(new URL("../../../docs/app/", import.meta.url));
/**
 * The smallest share of lines that tests must run, in per cent. Other folders are tested in browsers (tests/browser).
 */
const LEAST = { crypto: 95, form: 95, lib: 100, saving: 95, search: 95 };
/**
 * Modules that are tested in real browsers only, because they need storage, a second window, a reload, a scroll
 * position or a layout.
 */
const IN_BROWSERS = new Set([
  ...["form/clear-form.mjs", "form/import-signs.mjs", "form/layout/deferred-layout.mjs"],
  ...["form/layout/question-help.mjs", "form/layout/section-list.mjs", "form/layout/surroundings.mjs"],
  ...["saving/draft/draft-display.mjs", "saving/draft/draft-keeper.mjs", "saving/draft/draft-store.mjs"],
  ...["saving/draft/draft-news.mjs", "saving/draft/draft-tab.mjs", "saving/draft/draft-writer.mjs"],
  ...["saving/start-saving.mjs", "saving/storage.mjs", "search/query-rewriter.mjs", "search/search-box.mjs"],
]);

/** @typedef {{ path: string, totalLineCount: number, coveredLineCount: number, lines: { line: number, count: number }[] }} Covered */

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* report(events) {
  let passed = 0;
  for await (const { type, data } of events) {
    if (type === "test:pass") passed += 1;
    if (type === "test:fail")
      yield `FAILED ${data.file ?? ""}: ${data.name}\n${data.details.error.cause?.stack ?? data.details.error}\n`;
    if (type === "test:stderr") yield data.message;
    if (type === "test:coverage") yield* coverage(data.summary.files);
  }
  yield `${passed} tests passed\n`;
}

/** @param {Covered[]} files */
function* coverage(files) {
  const byName = new Map(
    files.filter(({ path }) => path.startsWith(APP)).map((file) => [file.path.slice(APP.length), file]),
  );
  for (const [folder, least] of Object.entries(LEAST)) {
    let all = 0;
    let covered = 0;
    const names = readdirSync(`${APP}${folder}`, { recursive: true }).map(String);
    for (const name of names.filter((each) => each.endsWith(".mjs")).sort()) {
      const file = byName.get(`${folder}${sep}${name}`);
      if (!file && IN_BROWSERS.has(`${folder}/${name.replaceAll(sep, "/")}`)) continue;
      if (!file) {
        process.exitCode = 1;
        yield `docs/app/${folder}/${name}: no test loads it\n`;
        continue;
      }
      all += file.totalLineCount;
      covered += file.coveredLineCount;
      const missed = file.lines.filter(({ count }) => count === 0).map(({ line }) => line);
      if (missed.length) yield `docs/app/${folder}/${name}: no test runs ${ranges(missed)}\n`;
    }
    const share = (100 * covered) / all;
    yield `docs/app/${folder}: ${share.toFixed(1)} % of the lines are run by tests (at least ${least} %)\n`;
    if (share < least) process.exitCode = 1;
  }
}

/** @param {number[]} lines Line numbers in ascending order. */
function ranges(lines) {
  /** @type {[number, number][]} */
  const files = [];
  for (const line of lines) {
    const last = files.at(-1);
    if (last && last[1] === line - 1) last[1] = line;
    else files.push([line, line]);
  }
  return files.map(([first, last]) => (first === last ? `line ${first}` : `lines ${first} to ${last}`)).join(", ");
}
