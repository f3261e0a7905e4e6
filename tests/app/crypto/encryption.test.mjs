import assert from "node:assert/strict";
import { test } from "node:test";
import { CompactEncrypt, decodeProtectedHeader } from "jose";
import { encrypt, DecryptionError, looksEncrypted, ROUNDS, decrypt } from "../../../docs/app/crypto/jwe.mjs";
import { judge, knownWords, makeWords, WORDS } from "../../../docs/app/crypto/passphrase-generator.mjs";
import { normalise } from "../../../docs/app/crypto/passphrase.mjs";

const TEXT = '{"name": "Sam Example é 👩‍👧 \\ud83d"}';
const OWN = "kettle gravel umbrella ninety";
// Few iterations, to be fast. One test checks the number for saved files.
const FEW = 1000;

test("an encrypted text is decrypted, whatever separates the words of the passphrase", async () => {
  const file = await encrypt(TEXT, OWN, FEW);
  for (const words of [OWN, "Kettle-Gravel\n umbrella  NINETY ", "kettle\u00a0gravel\u2011umbrella\u3000ninety"]) {
    assert.equal(await decrypt(file, words), TEXT);
  }
});

test("a saved file has the documented header, enough iterations and a fresh salt", async () => {
  const [one, two] = await Promise.all([encrypt(TEXT, OWN), encrypt(TEXT, OWN)]);
  assert.notEqual(one, two);
  const { p2s, ...header } = decodeProtectedHeader(one);
  assert.deepEqual(header, {
    alg: "PBES2-HS512+A256KW",
    enc: "A256GCM",
    typ: "hillingdon-cse+jwe",
    cty: "json",
    p2c: 600_000,
  });
  assert.equal(ROUNDS, 600_000);
  assert.ok(String(p2s).length >= 22);
  assert.ok(looksEncrypted(one) && looksEncrypted(one.slice(0, -40)));
});

test("a wrong passphrase and damage to any part give the same error", async () => {
  const file = (await encrypt(TEXT, OWN, FEW)).trim();
  const parts = file.split(".");
  const damaged = parts.map((part, n) =>
    parts.with(n, part.slice(0, -2) + (part.endsWith("AA") ? "BB" : "AA")).join("."),
  );
  for (const each of [...damaged, file.slice(0, -9), `${file}.x`, "", "{}", "a.b.c.d.e"]) {
    await assert.rejects(decrypt(each, OWN), (fault) => fault instanceof DecryptionError && fault.message === "");
  }
  await assert.rejects(decrypt(file, "kettle gravel umbrella"), DecryptionError);
});

for (const [what, header, rounds] of /** @type {[string, object, number][]} */ ([
  ["another cipher", { alg: "PBES2-HS512+A256KW", enc: "A128GCM" }, FEW],
  ["a weaker hash", { alg: "PBES2-HS256+A128KW", enc: "A256GCM" }, FEW],
  ["too many iterations", { alg: "PBES2-HS512+A256KW", enc: "A256GCM" }, 2_000_001],
])) {
  test(`a file with ${what} is refused`, async () => {
    const key = new TextEncoder().encode(OWN);
    const file = await new CompactEncrypt(new TextEncoder().encode(TEXT))
      .setProtectedHeader(/** @type {any} */ (header))
      .setKeyManagementParameters({ p2c: rounds })
      .encrypt(key);
    await assert.rejects(decrypt(file, OWN), DecryptionError);
  });
}

test("a file whose content is not UTF-8 is refused", async () => {
  const file = await new CompactEncrypt(new Uint8Array([0xff, 0xfe]))
    .setProtectedHeader({ alg: "PBES2-HS512+A256KW", enc: "A256GCM" })
    .setKeyManagementParameters({ p2c: FEW })
    .encrypt(new TextEncoder().encode(OWN));
  await assert.rejects(decrypt(file, OWN), DecryptionError);
});

test("JSON, HTML and word lists do not look encrypted", () => {
  for (const text of ['{"a": "b.c.d.e.f"}', "<p>a.b.c.d.e</p>", "a b.c.d.e.f", "a.b.c.d", ""])
    assert.ok(!looksEncrypted(text));
});

test("a generated passphrase has seven of 7,776 words, all equally likely", () => {
  assert.equal(new Set(WORDS).size, 7776);
  for (const word of WORDS) assert.match(word, /^[a-z-]{3,9}$/);
  const passphrases = new Map();
  for (let n = 0; n < 4000; n += 1) {
    const words = makeWords().split(" ");
    assert.equal(words.length, 7);
    for (const word of words) passphrases.set(word, (passphrases.get(word) ?? 0) + 1);
  }
  // 28,000 draws, 3.6 of each word on average: about 210 are never drawn, and none 25 times.
  const never = WORDS.filter((word) => !passphrases.has(word)).length;
  assert.ok(never > 120 && never < 320, `${never} words never`);
  assert.ok(Math.max(...passphrases.values()) < 25);
});

test("words with a hyphen normalise to the same words with a space", async () => {
  const words = WORDS.filter((word) => word.includes("-")).join(" ");
  assert.equal(normalise(words), words.replaceAll("-", " "));
});

// Fictitious data. Passphrases made from it, in any order and form, must be refused.
const FORM = [
  "Ash Template",
  "8",
  "6",
  "2011",
  "1 Sample Street, Uxbridge",
  "ZZ99 3WZ",
  "Pat Worker",
  "Sample Youth Service",
  "Ash likes skateboards",
];

for (const [reason, typed] of Object.entries({
  form: [
    "Ash Template 8 June 2011",
    "template ash 2011",
    "08062011 ash template",
    "ash 8th of june 2011",
    "Template-Ash-08/06/11",
    "2011-06-08 Template",
    "ash template june",
    "hsA etalpmeT 2011",
    "A5h T3mplat3 2011",
    "pat worker sample youth",
    "ashtemplate08062011",
    "Ash's skateboards street",
    "zz99 3wz ash",
    "template bananas",
    "templates skateboard 11",
    "ash\u200b temp\u00adlate 2011",
  ],
  places: [
    "Hillingdon safeguarding children board",
    "uxbridge police hayes",
    "ruislip northwood eastcote",
    "mash triage team",
    "hi11ingdon soc1al care",
    "hillingdon123",
  ],
  set: [
    "monday tuesday wednesday thursday",
    "Friday, Saturday, Sunday!",
    "one two three four five six",
    "january march april july",
    "alpha bravo charlie delta echo",
    "red orange yellow green blue",
    "mercury venus mars jupiter",
    "qwerty asdfgh zxcvbn",
    "password letmein welcome",
    "cat dog horse cow",
  ],
  phrase: [
    "to be or not to be",
    "The quick brown fox jumps over the lazy dog.",
    "quick brown fox lazy dog",
    "correct horse battery staple",
    "twinkle little star wonder",
    "sphinx of black quartz judge my vow",
    "live long and prosper",
    "humpty dumpty wall fall",
    "lorem ipsum dolor sit amet",
    "may the force be with you",
  ],
  sentence: [
    "it was the best of times it was the worst of times",
    "shall i compare thee to a summers day",
    "i love my dog rex and my cat tom",
    "we shall fight them on the beaches",
  ],
  repeat: ["aaaa bbbb cccc dddd", "word word word word word", "lantern lantern lantern"],
  short: ["q", "123456789012", "lantern", "abcd efgh ijkl mnop", "1234 5678 9012 3456", "sunflower7"],
})) {
  test(`a weak passphrase is refused, with the reason "${reason}"`, () => {
    for (const each of typed)
      assert.deepEqual([each, judge(each, knownWords(FORM))], [each, { strength: "weak", reason }]);
  });
}

test("a passphrase of unconnected words is accepted", () => {
  const known = knownWords(FORM);
  for (const words of ["kettle gravel umbrella ninety", "elephant trumpet volcano mirror", "xxxbQ9$kfT2!vLp0z"])
    assert.equal(judge(words, known).strength, "fair", words);
  for (const words of ["kettle gravel umbrella lantern biscuit", "purple lamp wobbly desk rhubarb"])
    assert.equal(judge(words, known).strength, "strong", words);
  // Seven random words are strong, unless by rare chance several of them are in the form too.
  for (let n = 0; n < 100; n += 1) {
    const words = makeWords();
    assert.ok(["fair", "strong"].includes(judge(words, known).strength), words);
  }
});

test("estimating the strength is fast, even with a full form", () => {
  const known = knownWords([...FORM, ...Array.from({ length: 20_000 }, (_, n) => `word${n}`)]);
  const began = performance.now();
  judge("kettle gravel umbrella lantern biscuit", known);
  judge("x".repeat(5000), known);
  assert.ok(performance.now() - began < 10_000);
});

test("an empty passphrase is weak", () => {
  for (const words of ["", " ", "\u200b", "-.!"]) assert.deepEqual(judge(words), { strength: "weak", reason: "short" });
});
