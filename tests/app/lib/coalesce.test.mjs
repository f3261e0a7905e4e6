import assert from "node:assert/strict";
import { test } from "node:test";

import { coalesce } from "../../../docs/app/lib/coalesce.mjs";

/** Creates a task. The test ends each of its runs by calling a function in `ends`. */
function deferredTask() {
  /** @type {(() => void)[]} */
  const ends = [];
  const task = () => /** @type {Promise<void>} */ (new Promise((resolve) => ends.push(resolve)));
  return { ends, task };
}

const soon = () => new Promise((resolve) => setTimeout(resolve));

test("several calls during a run lead to one more run", async () => {
  const { ends, task } = deferredTask();
  const run = coalesce(task);
  const all = Promise.all([run(), run(), run()]);
  await soon();
  assert.equal(ends.length, 1);
  ends[0]();
  await soon();
  assert.equal(ends.length, 2);
  ends[1]();
  await all;
});

test("each call without an active run starts one run", async () => {
  let runs = 0;
  const run = coalesce(async () => {
    runs += 1;
  });
  await run();
  assert.equal(runs, 1);
  await run();
  assert.equal(runs, 2);
});

test("a call during a run waits for the next run", async () => {
  const { ends, task } = deferredTask();
  const run = coalesce(task);
  run();
  let isSettled = false;
  const late = run().then(() => (isSettled = true));
  ends[0]();
  await soon();
  assert.equal(isSettled, false);
  ends[1]();
  await late;
});
