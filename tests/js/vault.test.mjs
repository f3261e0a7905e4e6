import assert from "node:assert/strict";
import { test } from "node:test";
import { CompactEncrypt, decodeProtectedHeader } from "jose";
import { lock, LockedError, looksLocked, ROUNDS, unlock } from "../../docs/app/jwe.mjs";
import { makeWords, strength, WORDS } from "../../docs/app/guessing.mjs";
import { normalise } from "../../docs/app/phrase.mjs";

const TEXT = '{"name": "Sam Example é 👩‍👧 \\ud83d"}';
const OWN = "kettle gravel umbrella ninety";
// Enough to try everything else with; what a saved file gets is looked at in one test.
const FEW = 1000;

test("what was locked is unlocked, whatever is typed between the words", async () => {
  const file = await lock(TEXT, OWN, FEW);
  for (const words of [OWN, "Kettle-Gravel\n umbrella  NINETY ", "kettle\u00a0gravel\u2011umbrella\u3000ninety"]) {
    assert.equal(await unlock(file, words), TEXT);
  }
});

test("a saved file names its ciphers, is hashed often, and is another each time", async () => {
  const [one, two] = await Promise.all([lock(TEXT, OWN), lock(TEXT, OWN)]);
  assert.notEqual(one, two);
  const { p2s, ...header } = decodeProtectedHeader(one);
  assert.deepEqual(header, { alg: "PBES2-HS512+A256KW", enc: "A256GCM", typ: "hillingdon-cse+jwe", cty: "json", p2c: 600_000 });
  assert.equal(ROUNDS, 600_000);
  assert.ok(String(p2s).length >= 22);
  assert.ok(looksLocked(one) && looksLocked(one.slice(0, -40)));
});

test("wrong words and damage of any part are one and the same error", async () => {
  const file = (await lock(TEXT, OWN, FEW)).trim();
  const parts = file.split(".");
  const damaged = parts.map((part, n) => parts.with(n, part.slice(0, -2) + (part.endsWith("AA") ? "BB" : "AA")).join("."));
  for (const each of [...damaged, file.slice(0, -9), `${file}.x`, "", "{}", "a.b.c.d.e"]) {
    await assert.rejects(unlock(each, OWN), (fault) => fault instanceof LockedError && fault.message === "");
  }
  await assert.rejects(unlock(file, "kettle gravel umbrella"), LockedError);
});

for (const [what, header, rounds] of /** @type {[string, object, number][]} */ ([
  ["another cipher", { alg: "PBES2-HS512+A256KW", enc: "A128GCM" }, FEW],
  ["a weaker hash", { alg: "PBES2-HS256+A128KW", enc: "A256GCM" }, FEW],
  ["more rounds than a computer should be kept busy with", { alg: "PBES2-HS512+A256KW", enc: "A256GCM" }, 2_000_001],
])) {
  test(`a file with ${what} is not opened`, async () => {
    const key = new TextEncoder().encode(OWN);
    const file = await new CompactEncrypt(new TextEncoder().encode(TEXT))
      .setProtectedHeader(/** @type {any} */ (header))
      .setKeyManagementParameters({ p2c: rounds })
      .encrypt(key);
    await assert.rejects(unlock(file, OWN), LockedError);
  });
}

test("what is not text is not opened", async () => {
  const file = await new CompactEncrypt(new Uint8Array([0xff, 0xfe]))
    .setProtectedHeader({ alg: "PBES2-HS512+A256KW", enc: "A256GCM" })
    .setKeyManagementParameters({ p2c: FEW })
    .encrypt(new TextEncoder().encode(OWN));
  await assert.rejects(unlock(file, OWN), LockedError);
});

test("JSON, pages and lists of words do not look locked", () => {
  for (const text of ['{"a": "b.c.d.e.f"}', "<p>a.b.c.d.e</p>", "a b.c.d.e.f", "a.b.c.d", ""]) assert.ok(!looksLocked(text));
});

test("seven words of 7,776 different ones are made, each as likely as the others", () => {
  assert.equal(new Set(WORDS).size, 7776);
  for (const word of WORDS) assert.match(word, /^[a-z-]{3,9}$/);
  const seen = new Map();
  for (let n = 0; n < 4000; n += 1) {
    const words = makeWords().split(" ");
    assert.equal(words.length, 7);
    for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1);
  }
  // 28,000 draws, 3.6 of each word on average: about 210 are never drawn, and none 25 times.
  const never = WORDS.filter((word) => !seen.has(word)).length;
  assert.ok(never > 120 && never < 320, `${never} words never`);
  assert.ok(Math.max(...seen.values()) < 25);
});

test("words of the list that hold a hyphen are the same words when they are read back", async () => {
  const words = WORDS.filter((word) => word.includes("-")).join(" ");
  assert.equal(normalise(words), words.replaceAll("-", " "));
});

test("own words are called weak where they are easily guessed", () => {
  for (const words of ["", "a", "password", "hillingdon", "123456789012", "qwertyuiop", "Sam"]) assert.equal(strength(words), "weak", words);
  for (const words of ["table ladder 77"]) assert.equal(strength(words), "fair", words);
  for (const words of [OWN, makeWords(), "x".repeat(3) + "bQ9$kfT2!vLp0z"]) assert.equal(strength(words), "strong", words);
});
