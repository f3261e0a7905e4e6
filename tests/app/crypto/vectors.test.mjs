import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { DecryptionError, decrypt } from "../../../docs/app/crypto/jwe.mjs";
import { normalise, normaliseBefore } from "../../../docs/app/crypto/passphrase.mjs";

/** @param {string} name */
const vectors = (name) => JSON.parse(readFileSync(new URL(`../../vectors/${name}.json`, import.meta.url), "utf8"));

const { cases, text } = vectors("locked-files");
for (const { why, outcome, typed, file } of cases) {
  test(`encrypted files: ${why}`, async () => {
    if (outcome === "opens") assert.equal(await decrypt(file, typed), text);
    else await assert.rejects(decrypt(file, typed), DecryptionError);
  });
}

const { passphrase, passphrase_before: before } = vectors("normalisation");
for (const { typed, normalised, why } of passphrase) {
  test(`normalised passphrase: ${why}`, () => {
    assert.equal(normalise(typed), normalised);
    assert.equal(normalise(normalised), normalised);
  });
}
for (const { typed, normalised, why } of before) {
  test(`passphrase normalised by the earlier rules: ${why}`, () => assert.equal(normaliseBefore(typed), normalised));
}
