import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { Arriving } from "../../docs/app/arriving.mjs";
import { EngineError } from "../../docs/app/engine.mjs";

// The smallest module there is.
const CORE = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/** @param {Uint8Array<ArrayBuffer>[]} parts */
function arrived(parts) {
  const arriving = new Arriving();
  for (const part of parts) arriving.take(part);
  return arriving;
}

/** @param {unknown} fault */
const isBroken = (fault) => fault instanceof EngineError && fault.code === "engine-broken";

test("an image that does not compile is told", async () => {
  await assert.rejects(arrived([new Uint8Array([1, 2, 3])]).ask("how many?"), isBroken);
});

test("nothing at all is told", async () => {
  await assert.rejects(arrived([]).ask("how many?"), isBroken);
});

test("a module that is no image is told", async () => {
  await assert.rejects(arrived([CORE.slice(0, 5), CORE.slice(5)]).ask("how many?"), isBroken);
});

test("what is larger than the room made for it is hashed to its end", async (t) => {
  // A custom section of nothing, larger than the room.
  const size = 2 ** 24;
  const length = [size & 127 | 128, (size >> 7) & 127 | 128, (size >> 14) & 127 | 128, (size >> 21) & 127];
  const whole = new Uint8Array([...CORE, 0, ...length, ...new Uint8Array(0)]);
  const parts = [whole, new Uint8Array(size / 2), new Uint8Array(size / 2).fill(7)];
  const { subtle } = globalThis.crypto;
  const hashed = t.mock.method(subtle, "digest");
  await assert.rejects(arrived(parts).ask("how many?"), isBroken); // it has nothing of Python
  const [, bytes] = hashed.mock.calls[0].arguments;
  const wanted = createHash("sha256");
  for (const part of parts) wanted.update(part);
  assert.equal(createHash("sha256").update(/** @type {Uint8Array} */ (bytes)).digest("hex"), wanted.digest("hex"));
});
