import assert from "node:assert/strict";
import { test } from "node:test";
import { minuteOf, today } from "../../../docs/app/lib/local-date.mjs";

test("a date is written in ISO 8601, in the device's time zone", () => {
  assert.equal(today(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
  assert.equal(minuteOf(new Date(2026, 10, 22, 8, 5)), "2026-11-22T08:05");
  const early = new Date(2026, 11, 31);
  early.setFullYear(31);
  assert.equal(today(early), "0031-12-31");
  assert.match(today(), /^\d{4}-\d\d-\d\d$/);
});
