/** Tests of pauses in long work: everything that is due in the meantime comes first. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { pause } from "../../../docs/app/lib/pause.mjs";

test("work after a pause comes after promises and after timers that were due before", async () => {
  /** @type {string[]} */
  const order = [];
  setTimeout(() => order.push("timer"));
  const resumed = pause().then(() => order.push("work"));
  queueMicrotask(() => order.push("promise"));
  order.push("first");
  await resumed;
  assert.deepEqual(order, ["first", "promise", "timer", "work"]);
});
