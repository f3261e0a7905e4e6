/** Tests of the draft's lifetime: how long a draft is kept, and which of its versions. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  adjusted,
  LAST_OFFER,
  LIFE,
  remaining,
  renewed,
  withVersion,
} from "../../../../docs/app/saving/draft/draft-lifetime.mjs";

const NOW = Date.parse("2026-11-29T12:00:00Z");
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** @param {object} [changes] */
const draft = (changes) => ({ versions: [{ text: "x", written: NOW }], until: NOW + LIFE, offered: 0, ...changes });

test("a draft within its day is unchanged", () => {
  assert.deepEqual(adjusted(draft(), NOW), draft());
});

for (const jump of [-400 * DAY, -DAY, -MINUTE, DAY + MINUTE, 30 * DAY, 4000 * DAY]) {
  test(`a clock that jumps by ${jump / DAY} days deletes nothing and lets no draft live longer than a day`, () => {
    const result = adjusted(draft(), NOW + jump);
    assert.ok(result);
    assert.ok(result.until <= NOW + jump + LIFE);
    assert.deepEqual(result.versions, draft().versions);
  });
}

test("a draft that is older than a day is deleted only after it was offered for long enough", () => {
  const over = { until: NOW - 1 };
  assert.ok(adjusted(draft({ ...over, offered: LAST_OFFER - MINUTE }), NOW));
  assert.equal(adjusted(draft({ ...over, offered: LAST_OFFER }), NOW), undefined);
});

test("correcting the clock restarts the last offer", () => {
  assert.equal(adjusted(draft({ offered: LAST_OFFER }), NOW)?.offered, 0);
});

test("a draft of an earlier release still opens", () => {
  assert.deepEqual(adjusted({ text: "old", until: NOW + MINUTE }, NOW)?.versions, [
    { text: "old", written: NOW + MINUTE - LIFE },
  ]);
});

for (const result of [
  undefined,
  null,
  {},
  { versions: [] },
  { versions: [{ text: "x", written: 1 }] },
  { text: 7, until: NOW },
]) {
  test(`${JSON.stringify(result)} is not a draft`, () =>
    assert.equal(adjusted(/** @type {any} */ (result), NOW), undefined));
}

test("versions close together replace one another, and three are kept", () => {
  let stored = withVersion(undefined, "a", NOW, "");
  stored = withVersion(stored, "b", NOW + MINUTE);
  assert.deepEqual(
    stored.versions.map(({ text }) => text),
    ["b", "a"],
  );
  for (const [step, text] of ["c", "d", "e", "f"].entries())
    stored = withVersion(stored, text, NOW + (step + 1) * 6 * MINUTE);
  assert.equal(stored.versions.length, 3);
  assert.equal(stored.versions[0].text, "f");
  assert.equal(stored.until, NOW + 24 * MINUTE + LIFE);
});

test("rapid writes never push out an older version", () => {
  let stored = withVersion(undefined, "first", NOW, "");
  for (let second = 5; second < 240; second += 5) stored = withVersion(stored, `t${second}`, NOW + second * 1000);
  assert.deepEqual(
    stored.versions.map(({ text }) => text),
    ["t235", "first"],
  );
});

test("opening a draft keeps the version that was opened", () => {
  const stored = withVersion(draft(), "new", NOW + 1000, "x");
  assert.deepEqual(
    stored.versions.map(({ text }) => text),
    ["new", "x"],
  );
});

/** @param {import("../../../../docs/app/saving/draft/draft-lifetime.mjs").Draft} stored */
const texts = (stored) => stored.versions.map(({ text }) => text);
const three = () =>
  draft({ versions: ["c", "b", "a"].map((text, index) => ({ text, written: NOW - index * 10 * MINUTE })) });

test("opening a draft without a change keeps its versions as they are, for another day", () => {
  const opened = renewed(draft({ ...three(), until: NOW + MINUTE, offered: MINUTE }), NOW);
  assert.deepEqual(opened, three());
});

test("typing in an older version never pushes out the newest", () => {
  let stored = withVersion(three(), "from-a", NOW + MINUTE, "a");
  assert.deepEqual(texts(stored), ["from-a", "c", "b", "a"]);
  for (let step = 1; step < 10; step += 1) stored = withVersion(stored, `typed-${step}`, NOW + step * 6 * MINUTE);
  assert.deepEqual(texts(stored), ["typed-9", "typed-8", "typed-7", "c"]);
});

test("switching between two sets of answers pushes out no version", () => {
  let stored = withVersion(three(), "file", NOW + 6 * MINUTE, "");
  for (let step = 0; step < 5; step += 1) {
    stored = withVersion(stored, "c", NOW + 7 * MINUTE, "");
    stored = withVersion(stored, "file", NOW + 8 * MINUTE, "");
  }
  assert.deepEqual(texts(stored), ["file", "c", "b", "a"]);
});

test("a draft has at most 6 versions", () => {
  let stored = three();
  for (let step = 0; step < 10; step += 1) stored = withVersion(stored, `file-${step}`, NOW + step, "");
  assert.equal(stored.versions.length, 6);
});

test("the remaining time is shown in hours or minutes", () => {
  assert.equal(remaining(draft(), NOW), "24 hours");
  assert.equal(remaining(draft(), NOW + LIFE - 60 * MINUTE), "1 hour");
  assert.equal(remaining(draft(), NOW + LIFE - MINUTE), "1 minute");
  assert.equal(remaining(draft(), NOW + LIFE + MINUTE), "a few minutes");
});
