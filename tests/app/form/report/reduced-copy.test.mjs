import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ScorerError } from "../../../../docs/app/engine/client.mjs";
import { RefusedError } from "../../../../docs/app/engine/worker-channel.mjs";
import { Assessment } from "../../../../docs/app/form/answers/assessment.mjs";
import { offerEntries } from "../../../../docs/app/form/record/entry-lists.mjs";
import { offerReducedCopy } from "../../../../docs/app/form/report/reduced-copy.mjs";
import { Report } from "../../../../docs/app/form/report/report-view.mjs";
import { enter, find, FORM, openPage } from "../../support/page.mjs";

const PAGE = FORM.replace(
  "</form>",
  `<h3 id="report-heading"></h3>
  <details id="reduced-choice">
    <div data-reduced-field="recipient"><div class="govuk-form-group"><input id="to" type="text" aria-describedby="hint"></div></div>
    <div data-reduced-field="reason"><div class="govuk-form-group"><textarea id="why"></textarea></div></div>
    <div data-reduced-field="parts"><div class="govuk-form-group"><fieldset><div class="govuk-checkboxes">
      <input type="checkbox" id="one" value="one"><input type="checkbox" id="two" value="two"></div></fieldset></div></div>
    <p data-reduced-news hidden></p><button id="reduced-preview" type="button"></button>
  </details>
  <div id="reduced-banner" tabindex="-1" hidden><span data-reduced-for></span><div data-reduced-recorded hidden><p>Recorded as shared.</p><button id="reduced-see" type="button"></button></div>
    <button id="reduced-print" type="button"></button><button id="reduced-back" type="button"></button></div>
</form>`,
);
const WHOLE = '<article class="report" data-marking="OFFICIAL">The whole</article>';
const COPY = '<article class="report" data-marking="OFFICIAL · Reduced copy">The copy</article>';
const ENTRY = { when: "May 2026" };

/** @type {any[]} */
let requests;
/** @type {(result: any) => void} */
let resolve;
/** @type {(fault: Error) => void} */
let reject;
/** @type {Report} */
let report;
/** @type {Assessment} */
let assessment;
let changes = 0;

const settle = () => new Promise((done) => setImmediate(done));
const print = () => {
  dispatchEvent(new Event("beforeprint"));
  dispatchEvent(new Event("afterprint"));
};

beforeEach(() => {
  const form = openPage(PAGE);
  offerEntries(form);
  requests = [];
  changes = 0;
  assessment = new Assessment(form);
  report = new Report(form, find("#report"));
  offerReducedCopy({
    form,
    assessment,
    report,
    ask: /** @type {any} */ (
      (/** @type {string} */ op, /** @type {object} */ what) => {
        requests.push({ op, ...what });
        return new Promise((done, fail) => {
          resolve = done;
          reject = fail;
        });
      }
    ),
  });
  form.addEventListener("input", () => {
    changes += 1;
    report.expire();
  });
  report.show(WHOLE);
});

/** @param {object} [more] */
async function preview(more = {}) {
  find("#reduced-preview").click();
  resolve({ problems: [], html: COPY, list: "events", entry: ENTRY, ...more });
  await settle();
}

test("the request has what was typed and chosen, and is no change of the answers", async () => {
  enter("#to", "Jo Sample");
  enter("#why", "To plan");
  enter("#two", true);
  await preview();
  const [{ op, recipient, reason, parts, answers, today }] = requests;
  assert.deepEqual([op, recipient, reason, parts, answers.answers], ["reduce", "Jo Sample", "To plan", ["two"], {}]);
  assert.match(today, /^\d{4}-\d\d-\d\d$/);
  assert.equal(changes, 0);
});

test("the copy takes the place of the report, with a banner that has the focus, until the person goes back", async () => {
  enter("#to", " Jo Sample ");
  await preview();
  assert.equal(find("#report").textContent, "The copy");
  assert.equal(find("[data-reduced-for]").textContent, "Jo Sample");
  assert.deepEqual([find("#reduced-banner").hidden, find("#report-heading").hidden], [false, true]);
  assert.equal(document.activeElement?.id, "reduced-banner");
  report.show(WHOLE);
  assert.equal(find("#report").textContent, "The copy");
  find("#reduced-back").click();
  assert.equal(find("#report").textContent, "The whole");
  assert.deepEqual([find("#reduced-banner").hidden, find("#report-heading").hidden], [true, false]);
  assert.equal(document.activeElement?.id, "reduced-preview");
  assert.ok(find("[data-reduced-news]").hidden);
});

test("printing logs the copy once, and leaves it in place", async () => {
  let printed = 0;
  window.print = () => {
    printed += 1;
  };
  await preview();
  find("#reduced-print").click();
  assert.equal(printed, 1);
  dispatchEvent(new Event("beforeprint"));
  assert.ok(document.documentElement.classList.contains("print-report"));
  assert.equal(
    document.documentElement.style.getPropertyValue("--report-marking"),
    JSON.stringify("OFFICIAL · Reduced copy"),
  );
  assert.ok(find("[data-reduced-recorded]").hidden);
  dispatchEvent(new Event("afterprint"));
  assert.deepEqual(assessment.envelope().answers, { events: [ENTRY] });
  assert.equal(find("[data-reduced-recorded]").hidden, false);
  assert.match(find("[data-announce]").textContent, /Recorded as shared/);
  assert.equal(find("#report").textContent, "The copy");
  assert.equal(changes, 1);
  find("#reduced-see").click();
  assert.equal(document.activeElement?.id, "entry-when");
  assert.equal(find("#entry-when").value, "May 2026");
  assert.equal(find("#report").textContent, "The copy");
  print();
  assert.deepEqual(assessment.envelope().answers, { events: [ENTRY] });
  await preview();
  assert.ok(find("[data-reduced-recorded]").hidden);
  print();
  assert.deepEqual(assessment.envelope().answers, { events: [ENTRY, ENTRY] });
});

test("a print of the whole assessment is not logged", () => {
  print();
  assert.deepEqual(assessment.envelope().answers, {});
});

test("a change of an answer ends the copy, which is then never printed", async () => {
  await preview();
  enter("#name", "Sam Example");
  assert.equal(find("#report").textContent, "The whole");
  assert.ok(find("#reduced-banner").hidden);
  assert.match(find("[data-reduced-news]").textContent, /because an answer has changed/);
  dispatchEvent(new Event("beforeprint"));
  assert.ok(document.documentElement.classList.contains("print-form"));
  dispatchEvent(new Event("afterprint"));
  assert.deepEqual(assessment.envelope().answers, { name: "Sam Example" });
});

test("a copy that comes after a change of an answer is not shown", async () => {
  find("#reduced-preview").click();
  enter("#name", "Sam Example");
  // A second press sends no request while the first is pending.
  find("#reduced-preview").click();
  resolve({ problems: [], html: COPY, list: "events", entry: ENTRY });
  await settle();
  assert.equal(requests.length, 1);
  assert.equal(find("#report").textContent, "The whole");
  assert.match(find("[data-reduced-news]").textContent, /Preview it again/);
});

test("what is missing is said at its field, the first gets the focus, and the messages go again", async () => {
  const problems = [
    { code: "missing", path: "recipient", message: "Enter who" },
    { code: "missing", path: "parts", message: "Choose one" },
  ];
  await preview({ problems, html: "" });
  assert.equal(find("#report").textContent, "The whole");
  assert.equal(find("#reduced-recipient-error").textContent, "Error: Enter who");
  assert.equal(document.activeElement?.id, "to");
  assert.equal(find("#to").getAttribute("aria-describedby"), "hint reduced-recipient-error");
  assert.equal(find("#to").getAttribute("aria-invalid"), "true");
  assert.equal(find("#reduced-choice fieldset").getAttribute("aria-describedby"), "reduced-parts-error");
  assert.equal(document.querySelectorAll(".govuk-form-group--error").length, 2);
  await preview();
  assert.equal(document.querySelectorAll(".govuk-error-message, .govuk-form-group--error").length, 0);
  assert.equal(find("#to").getAttribute("aria-describedby"), "hint");
  assert.equal(find("#reduced-choice fieldset").getAttribute("aria-describedby"), null);
});

test("a copy that cannot be made says why, and the report stays", async () => {
  const faults = [
    { fault: new RefusedError({ code: "x", path: "answers.name", message: "x" }), words: /an answer cannot be read/ },
    { fault: new RefusedError({ code: "too-large", path: "", message: "x" }), words: /too long in total/ },
    { fault: new ScorerError("disposed"), words: /the scoring program has stopped/ },
  ];
  for (const { fault, words } of faults) {
    find("#reduced-preview").click();
    reject(fault);
    await settle();
    assert.match(find("[data-reduced-news]").textContent, words);
    assert.equal(find("#report").textContent, "The whole");
  }
});

test("after a fault of the page the copy can be previewed again", async () => {
  /** @type {string[]} */
  const uncaught = [];
  window.addEventListener("error", ({ message }) => uncaught.push(message));
  await preview({ html: "<p>No article</p>" });
  assert.match(find("[data-reduced-news]").textContent, /because of a fault in this page/);
  assert.equal(find("#report").textContent, "The whole");
  await settle();
  assert.match(uncaught.join(), /no article/);
  await preview();
  assert.ok(find("#report").textContent !== "The whole");
});

test("another assessment has nothing of what was chosen for the last one, and clearing forgets the copy", async () => {
  for (const selector of ["#to", "#why"]) enter(selector, "Jo Sample");
  enter("#one", true);
  await preview();
  assessment.put({ ...assessment.envelope(), answers: { name: "Alex Sample", events: /** @type {any} */ ([ENTRY]) } });
  assert.deepEqual([find("#to").value, find("#why").value, find("#one").checked], ["", "", false]);
  assert.equal(find("#report").textContent, "The whole");
  assert.deepEqual(assessment.envelope().answers, { name: "Alex Sample", events: [ENTRY] });
  assert.equal(assessment.isEmpty, false);
  await preview();
  report.forget();
  find("#report").replaceChildren();
  print();
  report.endCopy();
  assert.equal(find("#report").textContent, "");
  assert.deepEqual(assessment.envelope().answers.events, [ENTRY]);
});
