import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  decrypt,
  DecryptionError,
  encrypt,
  guessing,
  looksEncrypted,
  normalise,
} from "../../../docs/app/crypto/encryption.mjs";

// The fewest iterations that are accepted: the strength of a passphrase is not tested here.
const ROUNDS = 1_000;
// A lone surrogate has no UTF-8 form.
const text = fc.string({ unit: "grapheme", maxLength: 200 });
const passphrase = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
  .filter((words) => normalise(words) !== "");

test("every text that is encrypted is decrypted to the same text, with its passphrase only", async () => {
  await fc.assert(
    fc.asyncProperty(text, passphrase, passphrase, async (content, right, wrong) => {
      const file = await encrypt(content, right, ROUNDS);
      assert.ok(looksEncrypted(file));
      assert.equal(await decrypt(file, right), content);
      if (normalise(wrong) !== normalise(right)) await assert.rejects(decrypt(file, wrong), DecryptionError);
    }),
    { numRuns: 60 },
  );
});

test("a file in which any one character is replaced is not decrypted to another text", async () => {
  const content = "Sam Example";
  const file = (await encrypt(content, "kettle gravel", ROUNDS)).trim();
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: file.length - 1 }), fc.constantFrom(..."Aa0_-.é \n"), async (at, character) => {
      const altered = file.slice(0, at) + character + file.slice(at + 1);
      const result = await decrypt(altered, "kettle gravel").catch((fault) => fault);
      assert.ok(result === content ? altered.trim() === file : result instanceof DecryptionError);
    }),
    { numRuns: 100 },
  );
});

test("normalising a passphrase twice changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (words) =>
      assert.equal(normalise(normalise(words)), normalise(words)),
    ),
  );
});

test("the passphrase generator comes with the module", async () => {
  assert.match((await guessing()).makeWords(), /^\S+( \S+){6}$/);
});
