import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import fc from "fast-check";
import { Assessment } from "../../../../docs/app/form/answers/assessment.mjs";
import { gather, isFilled, itemsOf, answerLines } from "../../../../docs/app/form/answers/read-answers.mjs";
import { fill } from "../../../../docs/app/form/answers/write-answers.mjs";
import { enter, find, openPage } from "../../support/page.mjs";

/** @type {HTMLFormElement} */
let form;

beforeEach(() => {
  form = openPage();
});

// A one-line field cannot contain line breaks, and spaces alone do not count as an answer.
const line = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => text.trim() !== "" && !/[\r\n]/.test(text));
const part = fc.string({ maxLength: 4 }).filter((text) => text.trim() === text && !/[\r\n]/.test(text));

/**
 * @param {Record<string, fc.Arbitrary<string>>} texts
 * @param {fc.Arbitrary<string>} [about]
 */
const entries = (texts, about) =>
  fc.array(
    fc
      .record({ ...(about ? { about } : {}), ...texts }, { requiredKeys: [], noNullPrototype: true })
      .filter((entry) => Object.entries(entry).some(([key, text]) => key !== "about" && /[\p{L}\p{N}]/u.test(text))),
    { minLength: 1, maxLength: 5 },
  );

const answers = fc.record(
  {
    name: line,
    again: line,
    born: fc
      .record({ day: part, month: part, year: part }, { noNullPrototype: true })
      .filter((date) => Object.values(date).some((text) => text !== "")),
    place: fc.constantFrom("A", "B"),
    notes: fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => text.trim() !== "" && !text.includes("\r")),
    list: fc
      .record(
        { ticked: fc.subarray(["a", "b", "other"]), other: fc.oneof(fc.constant(""), line) },
        { noNullPrototype: true },
      )
      .filter(({ ticked, other }) => ticked.length > 0 || other !== ""),
    factor: fc.constantFrom(1, 5, "not-known"),
    events: entries({ when: line, what: line }),
    proof: entries({ what: line, kind: fc.constant("Fact") }, fc.constantFrom("factor", "list.a", "list.b")),
  },
  { requiredKeys: [], noNullPrototype: true },
);

test("answers that are written into the form are read from it unchanged", () => {
  fc.assert(
    fc.property(answers, (generated) => {
      fill(form, generated);
      assert.deepEqual(gather(form).answers, generated);
    }),
    { numRuns: 200 },
  );
});

test("filling the form replaces every answer that was there", () => {
  fc.assert(
    fc.property(answers, answers, (before, after) => {
      fill(form, before);
      fill(form, after);
      assert.deepEqual(gather(form).answers, after);
    }),
    { numRuns: 100 },
  );
});

test("an empty form has no answers", () => {
  assert.deepEqual(gather(form), { format: "test-answers", version: 1, instrument: "9.9", answers: {} });
  assert.deepEqual(itemsOf(form).filter(isFilled), []);
});

test("blanks are no answer, and the text beside an unticked “Other” does not count", () => {
  enter("#name", "  ");
  find("[name=list-other]").value = "something";
  find(".govuk-checkboxes__conditional").classList.add("govuk-checkboxes__conditional--hidden");
  assert.deepEqual(gather(form).answers, {});
});

test("answers are shown in the words of the form", () => {
  fill(form, {
    place: "B",
    list: { ticked: ["a", "other"], other: "a third" },
    factor: 5,
    born: { day: "1", month: "2", year: "2012" },
  });
  const texts = Object.fromEntries(itemsOf(form).map((item) => [item.dataset.item, answerLines(item)]));
  assert.deepEqual(texts.place, ["B: Away"]);
  assert.deepEqual(texts.list, ["Option A", "Other", "a third"]);
  assert.deepEqual(texts.factor, ["Five"]);
  assert.deepEqual(texts.born, ["1 2 2012"]);
  assert.deepEqual(texts.name, []);
});

test("an assessment keeps what no field shows, until it is forgotten", () => {
  const assessment = new Assessment(form);
  const [identity] = [assessment.envelope().assessment_id];
  assert.match(String(identity), /^[0-9a-f]{32}$/);
  assert.ok(assessment.isEmpty);
  assessment.put({
    ...gather(form),
    answers: { name: "Sam Example" },
    earlier: [{ instrument: "9.9", answers: {} }],
    practice: true,
    by_hand: "27",
    assessment_id: "0".repeat(32),
  });
  const { answers: generated, earlier, practice, by_hand, assessment_id } = assessment.envelope();
  assert.deepEqual(generated, { name: "Sam Example" });
  assert.equal(earlier?.length, 1);
  assert.deepEqual([practice, by_hand, assessment_id], [true, "27", "0".repeat(32)]);
  assert.ok(assessment.isPractice);
  assessment.forget();
  assert.equal(assessment.isPractice, false);
  assert.notEqual(assessment.envelope().assessment_id, "0".repeat(32));
});

test("a total by hand is cut to the length that a person can type", () => {
  const assessment = new Assessment(form);
  find("#total-by-hand").value = " 1234567 ";
  assert.equal(assessment.envelope().by_hand, "12345");
  assert.equal(assessment.isEmpty, false);
});
