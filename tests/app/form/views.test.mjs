import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { showAnswers } from "../../../docs/app/form/checks/check-answers.mjs";
import { offerClearAnswer } from "../../../docs/app/form/answers/clear-answer.mjs";
import { focusSummary, showProblems } from "../../../docs/app/form/checks/error-summary.mjs";
import { listBeforePrint, showWarnings } from "../../../docs/app/form/checks/warnings.mjs";
import { linkFields } from "../../../docs/app/form/answers/linked-fields.mjs";
import { Report } from "../../../docs/app/form/report/report-view.mjs";
import { showResult } from "../../../docs/app/form/findings.mjs";
import { fill } from "../../../docs/app/form/answers/write-answers.mjs";
import { enter, find, openPage } from "../support/page.mjs";

/** @type {HTMLFormElement} */
let form;

beforeEach(() => {
  form = openPage();
});

const PROBLEM = { code: "date", path: "answers.born", message: "Born must be a real date" };

test("a problem is in the summary, at its field and in the title, and goes again", () => {
  showProblems(form, [PROBLEM]);
  const link = find("[data-errors] a");
  assert.equal(link.textContent, PROBLEM.message);
  assert.match(find("[data-item=born]").textContent, /Born must be a real date/);
  assert.equal(document.title, "Error: Assessment");
  focusSummary(form);
  assert.equal(document.activeElement?.id, "error-summary");
  link.click();
  assert.equal(document.activeElement?.getAttribute("name"), "born-day");
  showProblems(form, []);
  assert.ok(find("#error-summary").hidden);
  assert.doesNotMatch(find("[data-item=born]").textContent, /real date/);
  assert.equal(document.title, "Assessment");
});

test("the same problems are not shown again, so that a screen reader does not repeat them", () => {
  showProblems(form, [PROBLEM]);
  const line = find("[data-errors]").firstElementChild;
  showProblems(form, [{ ...PROBLEM }]);
  assert.equal(find("[data-errors]").firstElementChild, line);
  showProblems(form, []);
});

test("a field in which someone is typing gets no warning until it is left", () => {
  const warning = { code: "differs", path: "answers.again", message: "Name again differs" };
  find("#again").focus();
  showWarnings(form, [warning]);
  assert.doesNotMatch(find("[data-item=again]").textContent, /differs/);
  find("#name").focus();
  showWarnings(form, [warning]);
  assert.match(find("[data-item=again]").textContent, /differs/);
  showWarnings(form, []);
  assert.doesNotMatch(find("[data-item=again]").textContent, /differs/);
});

test("what to check before printing is listed, and the list is hidden when there is nothing", () => {
  listBeforePrint(form, [PROBLEM]);
  assert.equal(find("#before-print").hidden, false);
  assert.match(find("[data-warnings]").textContent, /real date/);
  listBeforePrint(form, []);
  assert.ok(find("#before-print").hidden);
});

test("a result is written as text, and empty blocks are hidden", () => {
  const markup = "<b>3</b>";
  showResult(form, { texts: { total: markup, range: "" }, lists: { "signs-of-harm": [markup] } });
  assert.equal(find("[data-text=total]").textContent, markup);
  assert.ok(find("[data-text-block=range]").hidden);
  assert.equal(find("[data-list-block=signs-of-harm]").hidden, false);
  assert.equal(find("[data-list=signs-of-harm] li").textContent, markup);
  showResult(form, { texts: {}, lists: {} });
  assert.ok(find("[data-list-block=signs-of-harm]").hidden);
});

test("the answers are listed by section, with blanks marked and a link to each", () => {
  fill(form, { name: "Sam Example" });
  showAnswers(form, find("#answer-list"));
  assert.deepEqual(
    [...document.querySelectorAll("#answer-list h4")].map((each) => each.textContent),
    ["Part 1", "Part 2", "Part 3"],
  );
  const [first, second] = document.querySelectorAll("#answer-list dd.govuk-summary-list__value");
  assert.equal(first.textContent, "Sam Example");
  const place = document.querySelectorAll("#answer-list dd.govuk-summary-list__value")[3];
  assert.equal(place.textContent, "Not provided");
  assert.ok(place.classList.contains("cse-blank"));
  // Several people have an address, so a label has the heading that it is under in the form.
  const labels = [...document.querySelectorAll("#answer-list dt")].map((each) => each.textContent);
  assert.deepEqual(labels.slice(0, 3), ["Name", "Analysis: Name again", "Born"]);
  assert.ok(second);
  /** @type {HTMLElement} */ (document.querySelector("#answer-list a")).click();
  assert.equal(document.activeElement?.id, "name");
});

test("an answer can be cleared, and that is announced each time", () => {
  offerClearAnswer(form);
  const button = find("[data-clear-answer]");
  assert.ok(button.hidden);
  const announced = [];
  for (let time = 0; time < 2; time += 1) {
    enter("#factor-5", true);
    assert.equal(button.hidden, false);
    button.click();
    assert.equal(find("#factor-5").checked, false);
    assert.ok(button.hidden);
    assert.equal(document.activeElement?.id, "factor-1");
    announced.push(find("[data-announce]").textContent);
  }
  // A live region is read out only when its text changes.
  assert.equal(announced[0].trim(), announced[1].trim());
  assert.notEqual(announced[0], announced[1]);
  button.click();
  assert.equal(find("[data-announce]").textContent, announced[1]);
});

test("a copy follows its original until someone types in it", () => {
  linkFields(form);
  enter("#name", "Sam");
  assert.equal(find("#again").value, "Sam");
  enter("#again", "Alex");
  enter("#name", "Sam Example");
  assert.equal(find("#again").value, "Alex");
  enter("#again", "");
  find("#again").dispatchEvent(new Event("focusout", { bubbles: true }));
  assert.equal(find("#again").value, "Sam Example");
});

test("the report is printed if it is current, and otherwise the form with its marking", () => {
  const report = new Report(form, find("#report"));
  const root = document.documentElement;
  const print = (/** @type {string} */ type) => dispatchEvent(new Event(type));
  report.show('<article class="report" data-marking="OFFICIAL" data-name="S.E." data-date="today">Text</article>');
  assert.ok(report.isCurrent);
  print("beforeprint");
  assert.ok(root.classList.contains("print-report"));
  assert.equal(root.style.getPropertyValue("--report-name"), '"S.E."');
  print("afterprint");
  report.expire();
  fill(form, { name: "Sam Example", born: { day: "1", month: "2", year: "2012" }, notes: "long" });
  print("beforeprint");
  assert.ok(root.classList.contains("print-form"));
  assert.equal(find(".cse-marking").textContent, "OFFICIAL-SENSITIVE");
  assert.deepEqual(
    [...document.querySelectorAll(".cse-printed-value")].map((each) => each.textContent).filter(Boolean),
    ["Sam Example", "1 2 2012", "long"],
  );
  print("afterprint");
  assert.equal(document.querySelectorAll(".cse-printed-value").length, 0);
  assert.equal(find(".cse-marking").textContent, "OFFICIAL-SENSITIVE when completed");
});

test("HTML without a report is not current", () => {
  const report = new Report(form, find("#report"));
  report.show("<p>Something else</p>");
  assert.equal(report.isCurrent, false);
});
