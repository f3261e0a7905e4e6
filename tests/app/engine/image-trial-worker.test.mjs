import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { StreamedImage } from "../../../docs/app/engine/image-trial-worker.mjs";
import { EngineError } from "../../../docs/app/engine/contract.mjs";

// The smallest valid module.
const CORE = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/** @param {Uint8Array<ArrayBuffer>[]} parts */
function arrived(parts) {
  const arriving = new StreamedImage();
  for (const part of parts) arriving.take(part);
  return arriving;
}

/** @param {unknown} fault */
const isBroken = (fault) => fault instanceof EngineError && fault.code === "engine-broken";

test("an image that does not compile is reported as broken", async () => {
  await assert.rejects(arrived([new Uint8Array([1, 2, 3])]).ask("how many?"), isBroken);
});

test("an empty image is reported as broken", async () => {
  await assert.rejects(arrived([]).ask("how many?"), isBroken);
});

test("a module that is not an image is reported as broken", async () => {
  await assert.rejects(arrived([CORE.slice(0, 5), CORE.slice(5)]).ask("how many?"), isBroken);
});

test("an image larger than the initial buffer is hashed completely", async (t) => {
  // A custom section without a name, larger than the initial buffer.
  const size = 2 ** 24;
  const length = [(size & 127) | 128, ((size >> 7) & 127) | 128, ((size >> 14) & 127) | 128, (size >> 21) & 127];
  const largeModule = new Uint8Array([...CORE, 0, ...length, ...new Uint8Array(0)]);
  const parts = [largeModule, new Uint8Array(size / 2), new Uint8Array(size / 2).fill(7)];
  const { subtle } = globalThis.crypto;
  const hashed = t.mock.method(subtle, "digest");
  await assert.rejects(arrived(parts).ask("how many?"), isBroken); // it does not contain Python
  const [, bytes] = hashed.mock.calls[0].arguments;
  const expected = createHash("sha256");
  for (const part of parts) expected.update(part);
  assert.equal(
    createHash("sha256")
      .update(/** @type {Uint8Array} */ (bytes))
      .digest("hex"),
    expected.digest("hex"),
  );
});
