import assert from "node:assert/strict";
import { test } from "node:test";

import { inNextFrame } from "../../../docs/app/lib/next-frame.mjs";

test("several calls lead to one act in the next frame, and later calls to another", () => {
  /** @type {(() => void)[]} */
  const frames = [];
  Object.assign(globalThis, { requestAnimationFrame: (/** @type {() => void} */ act) => frames.push(act) });
  let acts = 0;
  const call = inNextFrame(() => (acts += 1));
  for (let times = 0; times < 3; times += 1) call();
  assert.deepEqual([frames.length, acts], [1, 0]);
  frames[0]();
  assert.equal(acts, 1);
  call();
  frames[1]();
  assert.equal(acts, 2);
});
