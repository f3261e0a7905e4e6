import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Assessment } from "../../../../docs/app/form/answers/assessment.mjs";
import { markCarriedOver } from "../../../../docs/app/form/answers/carried-over.mjs";
import { showAnswers } from "../../../../docs/app/form/checks/check-answers.mjs";
import { followFactors } from "../../../../docs/app/form/layout/factor-chart.mjs";
import { showGaps } from "../../../../docs/app/form/checks/gaps.mjs";
import { fill } from "../../../../docs/app/form/answers/write-answers.mjs";
import { enter, find, openPage } from "../../support/page.mjs";

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined)));

/** @type {HTMLFormElement} */
let form;

beforeEach(() => {
  form = openPage();
});

test("the chart has the number of each factor, and no number where nobody knows", async () => {
  followFactors(form);
  const number = () => [find("[data-chart-of]").dataset.number, find(".cse-chart__number").textContent];
  assert.deepEqual(number(), ["", "not answered"]);
  assert.ok(find("[data-rail-chart]").hidden);
  enter("#factor-5", true);
  await nextFrame();
  assert.deepEqual(number(), ["5", "5"]);
  assert.equal(find("[data-rail-chart]").hidden, false);
  enter("#factor-nk", true);
  await nextFrame();
  assert.deepEqual(number(), ["", "not known"]);
});

test("what is not answered and not known is counted by section, with a link to the first", () => {
  fill(form, { name: "Sam Example", list: { ticked: ["a"], other: "" }, factor: "not-known" });
  showGaps(form);
  const lines = [...find("[data-gaps]").children].map((each) => each.textContent);
  assert.deepEqual(lines, ["Part 1: 4 of 5 not answered", "Part 2: 1 of 2 not known"]);
  find("[data-gaps] li:last-child a").click();
  assert.equal(document.activeElement?.id, "factor-nk");
});

test("a long answer is cut, and a button shows all of it", () => {
  fill(form, { notes: "line\n".repeat(30) });
  showAnswers(form, find("#answer-list"));
  const button = find("#answer-list [aria-expanded]");
  assert.match(button.textContent, /^Show all/);
  button.click();
  assert.match(button.textContent, /^Show less/);
  assert.equal(button.getAttribute("aria-expanded"), "true");
  assert.ok(find(`#${button.getAttribute("aria-controls")}`).classList.contains("cse-long--open"));
});

test("carried-over ticks are marked until each is confirmed or unticked", () => {
  const assessment = new Assessment(form);
  markCarriedOver(form, assessment);
  assert.ok(find("[data-carried-over]").hidden);
  const envelope = /** @type {any} */ ({
    answers: { list: { ticked: ["a", "b"], other: "" } },
    to_confirm: { list: ["a", "b"] },
  });
  assessment.put(envelope);
  const marks = () => document.querySelectorAll("span[data-carried]").length;
  assert.equal(marks(), 2);
  assert.equal(find("[data-carried-over]").hidden, false);
  assert.match(find("#list-a").getAttribute("aria-describedby"), /list-a-carried/);
  // The mark and its button stand side by side, and only the button says “Confirm”.
  assert.equal(find("#list-a-carried").textContent, "carried over, not confirmed");
  assert.match(find("span[data-carried] button").textContent, /^Confirm “.+”$/);
  find("span[data-carried] button").click();
  assert.equal(marks(), 1);
  assert.deepEqual(assessment.toConfirm("list"), ["b"]);
  assert.equal(find("[data-announce]").textContent, "Confirmed.");
  find("#list-b").checked = false;
  find("#list-b").dispatchEvent(new Event("change", { bubbles: true }));
  assert.equal(marks(), 0);
  assert.ok(find("[data-carried-over]").hidden);
  // All ticks of a list are confirmed at once.
  assessment.put(envelope);
  const all = [...document.querySelectorAll("button[data-carried]")].find((each) =>
    each.textContent?.startsWith("Confirm all 2"),
  );
  /** @type {HTMLElement} */ (all).click();
  assert.deepEqual(assessment.toConfirm("list"), []);
  assert.deepEqual(/** @type {any} */ (assessment.envelope().answers.list).ticked, ["a", "b"]);
});
