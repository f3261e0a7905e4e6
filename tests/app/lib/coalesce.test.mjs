import assert from "node:assert/strict";
import { test } from "node:test";

import { latest } from "../../docs/app/latest.mjs";

/** A task that ends when it is told to. */
function held() {
  /** @type {(() => void)[]} */
  const ends = [];
  const task = () => /** @type {Promise<void>} */ (new Promise((resolve) => ends.push(resolve)));
  return { ends, task };
}

const soon = () => new Promise((resolve) => setTimeout(resolve));

test("asked often while it runs, a task runs once more", async () => {
  const { ends, task } = held();
  const run = latest(task);
  const all = Promise.all([run(), run(), run()]);
  await soon();
  assert.equal(ends.length, 1);
  ends[0]();
  await soon();
  assert.equal(ends.length, 2);
  ends[1]();
  await all;
});

test("asked once, a task runs once, and again when asked again", async () => {
  let runs = 0;
  const run = latest(async () => void (runs += 1));
  await run();
  assert.equal(runs, 1);
  await run();
  assert.equal(runs, 2);
});

test("whoever asks late waits for the run that saw what was there then", async () => {
  const { ends, task } = held();
  const run = latest(task);
  run();
  let isSettled = false;
  const late = run().then(() => (isSettled = true));
  ends[0]();
  await soon();
  assert.equal(isSettled, false);
  ends[1]();
  await late;
});
