import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import fc from "fast-check";
import { Assessment } from "../../../../docs/app/form/answers/assessment.mjs";
import { showAnswers } from "../../../../docs/app/form/checks/check-answers.mjs";
import { listOf } from "../../../../docs/app/form/answers/entry-list.mjs";
import { linesOnPaper, offerEntries, sortEntries } from "../../../../docs/app/form/record/entry-lists.mjs";
import { focusSummary, showProblems } from "../../../../docs/app/form/checks/error-summary.mjs";
import { listBeforePrint, showWarnings } from "../../../../docs/app/form/checks/warnings.mjs";
import { showGaps } from "../../../../docs/app/form/checks/gaps.mjs";
import { gather, isFilled } from "../../../../docs/app/form/answers/read-answers.mjs";
import { Report } from "../../../../docs/app/form/report/report-view.mjs";
import { showWords } from "../../../../docs/app/form/checks/words-to-check.mjs";
import { fill } from "../../../../docs/app/form/answers/write-answers.mjs";
import { ENTRIES } from "../../../../docs/app/lib/limits.mjs";
import { enter, find, openPage } from "../../support/page.mjs";

/** @type {HTMLFormElement} */
let form;

beforeEach(() => {
  form = openPage();
  offerEntries(form);
});

/**
 * Opens the block of a list in an item, or its main block if no place is given.
 * @param {string} list
 * @param {string} [place]
 * @returns {any}
 */
function open(list, place = "") {
  const details = find(`details[data-entries="${list}"][data-place="${place}"]`);
  details.open = true;
  details.dispatchEvent(new Event("toggle"));
  return details;
}

/** @param {any} block @param {string} selector @param {number} [number] */
const press = (block, selector, number = 0) => block.querySelectorAll(selector)[number].click();

/** @param {any} block @param {Record<string, string>} texts */
function add(block, texts) {
  press(block, "[data-add]");
  for (const [field, text] of Object.entries(texts)) enter(`[data-entry-field="${field}"]`, text);
  press(block, "[data-done]");
}

/** @param {any} block @returns {string[]} */
const rows = (block) => [...block.querySelectorAll("li")].map((row) => row.firstElementChild.textContent);

const answers = () => /** @type {any} */ (gather(form).answers);
const announced = () => find("[data-announce]").textContent.trim();

test("what is typed in an entry counts at once, and the entry becomes one line", () => {
  const block = open("events");
  press(block, "[data-add]");
  assert.equal(document.activeElement?.id, "entry-when");
  assert.deepEqual(answers(), {});
  let changes = 0;
  form.addEventListener("input", () => (changes += 1));
  enter("#entry-when", "March 2026");
  assert.deepEqual(answers(), { events: [{ when: "March 2026" }] });
  assert.equal(changes, 1);
  assert.equal(block.querySelector("[data-entries-count]").textContent, "(1)");
  enter("#entry-what", "Missing\nfor a night");
  press(block, "[data-done]");
  assert.equal(block.querySelectorAll("[data-entry-fields]").length, 0);
  assert.deepEqual(rows(block), ["March 2026 – Missing for a night"]);
  assert.match(document.activeElement?.textContent ?? "", /^Change event: March 2026, Missing/);
  assert.equal(announced(), "The list now has 1 event.");
});

test("a blank entry is dropped, and the focus goes back to the button", () => {
  const block = open("events");
  add(block, {});
  assert.deepEqual(rows(block), []);
  assert.ok(document.activeElement?.matches("[data-add]"));
  assert.match(announced(), /^Nothing was typed/);
  add(block, { when: " ", what: "\u200b" });
  assert.deepEqual(answers(), {});
  press(block, "[data-add]");
  press(block, "[data-remove]");
  assert.equal(block.querySelectorAll("[data-undo]").length, 0);
});

test("only one entry of a list is open, and nothing of the other is lost", () => {
  const block = open("events");
  press(block, "[data-add]");
  enter("#entry-what", "First");
  press(block, "[data-add]");
  enter("#entry-what", "Second");
  assert.equal(document.querySelectorAll("[data-entry-fields]").length, 1);
  press(block, "[data-change]");
  assert.equal(find("#entry-what").value, "First");
  enter("#entry-what", "First, changed");
  assert.deepEqual(answers().events, [{ what: "First, changed" }, { what: "Second" }]);
});

test("a removal can be undone until the next action", () => {
  const block = open("events");
  for (const what of ["One", "Two", "Three"]) add(block, { what });
  let changes = 0;
  form.addEventListener("input", () => (changes += 1));
  press(block, "[data-remove]", 1);
  assert.deepEqual(answers().events, [{ what: "One" }, { what: "Three" }]);
  assert.ok(document.activeElement?.matches("[data-undo]"));
  assert.deepEqual(rows(block), ["One", "Removed: Two", "Three"]);
  assert.equal(announced(), "Removed. The list now has 2 events.");
  press(block, "[data-undo]");
  assert.deepEqual(answers().events, [{ what: "One" }, { what: "Two" }, { what: "Three" }]);
  assert.ok(document.activeElement?.matches("[data-change]"));
  assert.equal(changes, 2);
  press(block, "[data-remove]", 0);
  press(block, "[data-change]", 0);
  assert.equal(block.querySelectorAll("[data-undo]").length, 0);
  assert.deepEqual(answers().events, [{ what: "Two" }, { what: "Three" }]);
});

test("entries are shown by date once none is open, and are saved in the order in which they were added", () => {
  const block = open("events");
  fill(form, { events: [{ when: "May" }, { when: "March" }, { when: "April" }] });
  const before = answers();
  sortEntries(form, { events: [1, 2, 0] });
  assert.deepEqual(rows(block), ["March", "April", "May"]);
  assert.deepEqual(answers(), before);
  press(block, "[data-change]", 1);
  sortEntries(form, { events: [0, 1, 2] });
  assert.equal(block.querySelectorAll("li")[1].contains(find("[data-entry-fields]")), true);
  press(block, "[data-done]");
  assert.deepEqual(rows(block), ["May", "March", "April"]);
  // The row has moved and has kept the focus.
  assert.ok(block.querySelectorAll("li")[2].contains(document.activeElement));
  sortEntries(form, { events: [2, 1, 0] });
  assert.ok(block.querySelectorAll("li")[0].contains(document.activeElement));
  // An order that does not fit the entries is ignored.
  sortEntries(form, { events: [0], other: [1] });
  assert.equal(rows(block).length, 3);
});

test("an entry belongs to the factor or box that it is about", () => {
  const [factor, list, rest] = [open("proof", "factor"), open("proof", "list"), open("proof")];
  add(factor, { what: "Seen" });
  enter("#list-b", true);
  add(list, { what: "Heard", about: "list.b" });
  add(list, { what: "Said" });
  add(rest, { what: "Read", kind: "Fact" });
  const all = [
    { about: "factor", what: "Seen" },
    { about: "list.b", what: "Heard" },
    { what: "Said" },
    { what: "Read", kind: "Fact" },
  ];
  assert.deepEqual(answers().proof, all);
  assert.deepEqual(rows(factor), ["Seen"]);
  assert.deepEqual(rows(list), ["Option B – Heard", "Said"]);
  assert.deepEqual(rows(rest), ["Read – Fact"]);
  // Entries about a factor do not count as an answer to the factor.
  assert.equal(gather(form).answers.factor, undefined);
  fill(form, answers());
  assert.deepEqual(answers().proof, all);
  // “Said” has no `about`. After the form is filled again, nothing shows that it was added in the list.
  assert.deepEqual([rows(list), rows(rest)], [["Option B – Heard"], ["Said", "Read – Fact"]]);
  press(list, "[data-change]");
  enter("#entry-about", "");
  press(list, "[data-done]");
  assert.deepEqual(rows(list), ["Heard"]);
  press(list, "[data-change]");
  enter("#entry-about", "list.b");
  assert.deepEqual(answers().proof, all);
  assert.deepEqual(linesOnPaper(form, find("[data-item=proof]")), [
    "Factor; WHAT: Seen",
    "List: Option B; WHAT: Heard",
    "WHAT: Said",
    "WHAT: Read; KIND: Fact",
  ]);
});

test("the boxes that are ticked are offered, also when they are ticked later", () => {
  const list = open("proof", "list");
  press(list, "[data-add]");
  assert.ok(find("[data-boxes]").hidden);
  enter("#list-a", true);
  const offered = () => [...find("[data-boxes] select").options].map(({ value }) => value);
  assert.deepEqual(offered(), ["", "list.a"]);
  enter("#entry-about", "list.a");
  enter("#list-a", false);
  assert.deepEqual(offered(), ["", "list.a"]);
  assert.equal(find("#entry-about").value, "list.a");
  enter("#list-b", true);
  assert.deepEqual(offered(), ["", "list.a", "list.b"]);
});

test("a block that waits for an answer that is not known is shown then, and while it has entries", () => {
  const block = find('details[data-entries="asked"][data-place="factor"]');
  assert.ok(block.hidden);
  enter("#factor-nk", true);
  assert.equal(block.hidden, false);
  open("asked", "factor");
  add(block, { who: "School" });
  enter("#factor-5", true);
  assert.equal(block.hidden, false);
  press(block, "[data-remove]");
  fill(form, {});
  assert.ok(block.hidden);
});

test("opening, clearing and a reset leave nothing of the entries before", () => {
  const block = open("events");
  add(block, { what: "Before" });
  press(block, "[data-remove]");
  fill(form, { events: [{ what: "After" }] });
  assert.equal(block.querySelectorAll("[data-undo]").length, 0);
  assert.deepEqual(rows(block), ["After"]);
  assert.equal(new Assessment(form).isEmpty, false);
  new Assessment(form).forget();
  assert.ok(new Assessment(form).isEmpty);
  fill(form, { events: [{ what: "Again" }] });
  form.dispatchEvent(new Event("reset"));
  assert.equal(isFilled(find("[data-item=events]")), false);
  fill(form, /** @type {any} */ ({ events: "no list" }));
  assert.deepEqual(answers(), {});
});

test("a full list says so, and takes no more", () => {
  const block = open("events");
  fill(form, { events: Array.from({ length: ENTRIES - 1 }, (_, n) => ({ what: `Event ${n}` })) });
  assert.ok(block.querySelector("[data-full]").hidden);
  add(block, { what: "The last" });
  assert.equal(block.querySelector("[data-full]").hidden, false);
  assert.ok(block.querySelector("[data-add]").hidden);
  press(block, "[data-remove]");
  assert.equal(block.querySelector("[data-add]").hidden, false);
});

const WARNING = {
  code: "event-date",
  path: "answers.events[1].when",
  message: "Events about 1. Factor: a box, entry 2: the date cannot be read: write it again.",
};

test("a warning is at its entry, and its link opens the entry", () => {
  fill(form, { events: [{ when: "May" }, { when: "sometime" }] });
  showWarnings(form, [WARNING]);
  listBeforePrint(form, [WARNING]);
  const block = find('details[data-entries="events"]');
  assert.equal(block.querySelector("[data-entries-count]").textContent, "(2, needs checking)");
  const link = find("[data-warnings] a");
  assert.equal(link.textContent, WARNING.message);
  link.click();
  assert.ok(block.open);
  assert.equal(document.activeElement?.id, "entry-when");
  assert.equal(find("#entry-when").value, "sometime");
  assert.equal(find("#entry-when-mark").textContent, "The date cannot be read: write it again.");
  assert.equal(find("#entry-when").getAttribute("aria-describedby"), "entry-when-mark");
  showWarnings(form, []);
  assert.equal(document.querySelectorAll("#entry-when-mark").length, 0);
  assert.equal(find("#entry-when").hasAttribute("aria-describedby"), false);
  // No new warning appears at a field while someone is typing in it.
  showWarnings(form, [WARNING]);
  assert.equal(document.querySelectorAll("#entry-when-mark").length, 0);
  find("#entry-what").focus();
  showWarnings(form, [WARNING]);
  assert.equal(document.querySelectorAll("#entry-when-mark").length, 1);
  showWarnings(form, []);
  // Nor while someone is pressing a button, because the warning would move the button.
  block.querySelector("[data-done]").focus();
  showWarnings(form, [WARNING]);
  assert.equal(document.querySelectorAll("#entry-when-mark").length, 0);
  press(block, "[data-done]");
  assert.match(block.querySelectorAll("li")[1].textContent, /The date cannot be read/);
  assert.equal(block.querySelectorAll(".cse-warning").length, 1);
});

test("a problem is in the summary with its entry and field, and at the field", () => {
  fill(form, { events: [{ when: "May" }, { what: "long" }] });
  const problem = { code: "too-long", path: "answers.events[1].what", message: "must be shorter" };
  showProblems(form, [
    problem,
    { code: "too-many", path: "answers.events", message: "must have 300 entries or fewer" },
  ]);
  focusSummary(form);
  const links = [...document.querySelectorAll("[data-errors] a")].map((each) => /** @type {HTMLElement} */ (each));
  assert.deepEqual(
    links.map(({ textContent }) => textContent),
    ["Events, entry 2: WHAT must be shorter", "Events must have 300 entries or fewer"],
  );
  links[0].click();
  find("#entry-when").focus();
  showProblems(form, [problem]);
  assert.equal(find("#entry-what-mark").className, "govuk-error-message");
  assert.equal(find("#entry-what-mark").textContent, "WHAT must be shorter");
  showProblems(form, []);
  assert.equal(document.querySelectorAll("#entry-what-mark").length, 0);
});

test("the summary counts entries as they are shown, each in its own block", () => {
  fill(form, {
    events: [{ when: "June", what: "long" }, { when: "May" }],
    proof: [{ about: "factor", what: "Seen" }, { what: "long" }, { about: "factor", what: "long" }],
  });
  sortEntries(form, { events: [1, 0], proof: [0, 1, 2] });
  press(open("events"), "[data-add]");
  const paths = ["answers.events[0].what", "answers.proof[1].what", "answers.proof[2].what"];
  showProblems(
    form,
    paths.map((path) => ({ code: "too-long", path, message: "must be shorter" })),
  );
  focusSummary(form);
  assert.deepEqual(
    [...document.querySelectorAll("[data-errors] a")].map(({ textContent }) => textContent),
    [
      "Events, entry 2: WHAT must be shorter",
      "Proof, entry 1: WHAT must be shorter",
      "Proof about factor, entry 2: WHAT must be shorter",
    ],
  );
});

test("a problem of an entry that was removed in the meantime is still listed", () => {
  fill(form, { events: [{ what: "long" }] });
  showProblems(form, [{ code: "too-long", path: "answers.events[1].what", message: "must be shorter" }]);
  focusSummary(form);
  assert.equal(find("[data-errors] a").textContent, "Events, entry 2: WHAT must be shorter");
});

test("a list is one line of the answers, and a blank one of an optional section is no gap", () => {
  fill(form, { events: [{ when: "May" }, { when: "June" }] });
  showAnswers(form, find("#answer-list"));
  const [row] = [...document.querySelectorAll("#answer-list .govuk-summary-list__row")].filter((each) =>
    each.textContent?.startsWith("Events"),
  );
  assert.match(row.textContent ?? "", /^Events2 eventsChange Events$/);
  row.querySelector("a")?.click();
  assert.match(document.activeElement?.textContent ?? "", /^Change event: May/);
  showGaps(form);
  assert.doesNotMatch(find("[data-gaps]").textContent, /Part 3/);
});

test("words to look at again are selected in the entry that has them", () => {
  fill(form, { events: [{ what: "One" }, { when: "May", what: "She is wild" }] });
  const foundWords = { path: "answers.events[1].what", words: "wild", start: 7, why: "", instead: [] };
  showWords(form, [foundWords]);
  find("[data-words] button").click();
  assert.equal(document.activeElement?.id, "entry-what");
  assert.deepEqual([find("#entry-what").selectionStart, find("#entry-what").selectionEnd], [7, 11]);
  find("#entry-when").focus();
  find("[data-words] a").click();
  assert.equal(document.activeElement?.id, "entry-what");
  assert.equal(find("#entry-what").value, "She is wild");
});

test("a block that is closed closes the open entry", () => {
  const block = open("events");
  press(block, "[data-add]");
  enter("#entry-what", "Kept");
  block.open = false;
  block.dispatchEvent(new Event("toggle"));
  assert.equal(listOf(find("[data-item=events]")).edits.open, undefined);
  assert.deepEqual(answers().events, [{ what: "Kept" }]);
});

test("without a report the entries are printed with the form, which is marked", () => {
  new Report(form, find("#report"));
  fill(form, { proof: [{ about: "factor", what: "Seen" }] });
  dispatchEvent(new Event("beforeprint"));
  assert.ok(
    [...document.querySelectorAll(".cse-printed-value")].some(
      (each) => each.textContent === "Proof\nFactor; WHAT: Seen",
    ),
  );
  assert.equal(find(".cse-marking").textContent, "OFFICIAL-SENSITIVE");
  dispatchEvent(new Event("afterprint"));
});

test("whatever is added, changed, removed and undone, the answers are those of a plain list", () => {
  const action = fc.record({
    act: fc.constantFrom("add", "change", "remove", "undo"),
    at: fc.nat(5),
    text: fc.stringMatching(/^[a-z]{1,5}$/),
  });
  fc.assert(
    fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
      fill(form, {});
      const block = open("events");
      /** @type {string[]} */
      let expected = [];
      /** @type {string[] | undefined} */
      let before;
      for (const { act, at, text } of actions) {
        const there = at % Math.max(1, expected.length);
        if (act === "undo") {
          if (before) {
            press(block, "[data-undo]");
            expected = before;
          }
          before = undefined;
          continue;
        }
        const changed = [...expected];
        if (act === "add") {
          add(block, { what: text });
          changed.push(text);
          before = undefined;
        } else if (expected.length > 0) {
          press(block, `[data-${act}]`, there);
          before = act === "remove" ? expected : undefined;
          if (act === "remove") changed.splice(there, 1);
          else {
            enter("#entry-what", text);
            press(block, "[data-done]");
            changed[there] = text;
          }
        }
        expected = changed;
      }
      assert.deepEqual(
        (answers().events ?? []).map((/** @type {{ what: string }} */ { what }) => what),
        expected,
      );
    }),
    { numRuns: 60 },
  );
});
