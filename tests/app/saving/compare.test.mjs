import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { RefusedError } from "../../../docs/app/engine/worker-channel.mjs";
import { Assessment } from "../../../docs/app/form/answers/assessment.mjs";
import { chosen, differenceView } from "../../../docs/app/saving/difference-view.mjs";
import { OpenDialog } from "../../../docs/app/saving/open-dialog.mjs";
import { enter, find, openPage } from "../support/page.mjs";
import { fakeEncryption, SAVING_PAGE, settle } from "../support/saving-page.mjs";

/** @type {Assessment} */
let assessment;
/** @type {any[]} */
let requests;
/** @type {boolean[]} */
let reviews;
/** @type {() => Promise<any>} */
let merge;

const FILE = {
  format: "test-answers",
  version: 1,
  instrument: "9.9",
  answers: { name: "Charlie Specimen", factor: 5 },
};
const OPENED = { envelope: FILE, notices: /** @type {any[]} */ ([]), practice: false, saved: "", about: [] };
const DIFFERENCES = [
  { item: "name", label: "Name", current: ["Sam"], other: ["Charlie <b>"], suggested: "", both: false },
  { item: "factor", label: "Factor", current: [], other: ["5 Five"], suggested: "other", both: false },
  { item: "list", label: "List", current: ["A"], other: ["B", "C"], suggested: "", both: true },
];
const COMPARED = { notes: ["Check the name."], given_by: "Bob Example, 3 March 2026", differences: DIFFERENCES };
const TAKEN = { item: "factor", worker: "Bob Example", date: "3 March 2026" };

let opened = OPENED;
/** @type {any} */
let compared = COMPARED;

beforeEach(() => {
  assessment = new Assessment(openPage(SAVING_PAGE));
  [requests, reviews, opened, compared] = [[], [], OPENED, COMPARED];
  merge = async () => ({ envelope: { ...assessment.envelope(), answers: FILE.answers, merged: [TAKEN] } });
});

const ask = async (/** @type {string} */ op, /** @type {any} */ what) => {
  requests.push({ op, ...what });
  if (op === "compare" && compared instanceof Error) throw compared;
  return op === "open" ? opened : op === "compare" ? compared : merge();
};

/** @param {string} [name] */
async function compare(name = "Sam") {
  enter("#name", name);
  const dialog = new OpenDialog({
    assessment,
    encryption: /** @type {any} */ (fakeEncryption()),
    ask: /** @type {any} */ (ask),
    onOpened: () => assert.fail("a merge is not an opened file"),
    review: (isDue) => reviews.push(isDue),
  });
  dialog.openText("{}");
  await settle();
  find("#open-compare").click();
  await settle();
}

/** @param {string} item @param {string} choice */
function choose(item, choice) {
  const radio = find(`[data-difference=${item}] input[value=${choice}]`);
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

const missing = () => find("[data-compare-left]").textContent;

test("a difference has both answers as text, and nothing is chosen where both have one", () => {
  const [name, factor, list] = DIFFERENCES.map((each, index) =>
    differenceView(/** @type {any} */ (each), index, "File"),
  );
  document.body.replaceChildren(name, factor, list);
  assert.deepEqual(chosen(document), { factor: "other" });
  assert.equal(name.querySelector("legend")?.textContent, "Name");
  assert.equal(name.querySelector("b"), null);
  assert.match(name.textContent ?? "", /In the form.*Sam.*File.*Charlie <b>/s);
  assert.match(factor.textContent ?? "", /^FactorOnly the file has an answer/);
  assert.match(factor.textContent ?? "", /Not answered/);
  assert.equal(list.querySelectorAll("input").length, 3);
  assert.equal(list.querySelectorAll("#compare-2-other-answer p").length, 2);
  const described = name.querySelector("input")?.getAttribute("aria-describedby");
  assert.equal(find(`#${described}`).textContent, "Sam");
  const blank = /** @type {any} */ ({ ...DIFFERENCES[1], suggested: "current" });
  assert.match(differenceView(blank, 3, "File").textContent ?? "", /Only the form has an answer/);
});

test("the answers are used only when each difference has a choice, and can be undone until the next change", async () => {
  await compare();
  assert.equal(find("#compare-dialog").open, true);
  assert.equal(find("#open-dialog").open, false);
  assert.equal(find("[data-compare-notes]").textContent, "Check the name.");
  assert.match(find("[data-compare-list]").textContent, /In the file \(Bob Example, 3 March 2026\)/);
  assert.equal(missing(), "3 answers differ. 2 still need a choice.");
  assert.equal(find("#compare-use").disabled, true);
  choose("name", "current");
  assert.equal(missing(), "3 answers differ. 1 still needs a choice.");
  choose("list", "both");
  assert.equal(missing(), "3 answers differ. An answer is chosen for each difference.");
  assert.equal(assessment.envelope().answers.factor, undefined);
  const before = assessment.envelope();
  find("#compare-use").click();
  await settle();
  assert.deepEqual(requests.at(-1), {
    op: "merge",
    answers: before,
    other: FILE,
    choices: { name: "current", factor: "other", list: "both" },
  });
  assert.deepEqual(assessment.envelope().merged, [TAKEN]);
  assert.equal(find("#compare-dialog").open, false);
  assert.equal(find("[data-compare-list]").textContent, "");
  assert.equal(find("#opened-title").textContent, "Compared");
  const back = find("#put-back");
  assert.equal(back.textContent, "Undo");
  back.click();
  assert.deepEqual(assessment.envelope(), before);
  assert.equal(back.textContent, "Switch back");
});

test("after a change, undoing says that it restores, and a taken answer counts as changed", async () => {
  compared = { ...COMPARED, differences: [DIFFERENCES[1]] };
  await compare();
  find("#compare-use").click();
  await settle();
  enter("#list-a", false); // no change
  assert.equal(find("#put-back").textContent, "Undo");
  enter("#factor-1", true);
  assert.equal(find("#put-back").textContent, "Restore the previous answers");
  assert.deepEqual(assessment.envelope().merged, [{ ...TAKEN, changed: true }]);
  enter("#factor-5", true);
  assert.deepEqual(assessment.envelope().merged, [TAKEN]);
});

test("cancelling leaves the form as it was, and no answer of the file stays in the page", async () => {
  opened = { ...OPENED, notices: [{ code: "type", path: "", message: "“Factor” was left blank." }] };
  await compare();
  assert.match(find("[data-compare-notices]").textContent, /left blank/);
  const before = assessment.envelope();
  choose("name", "other");
  find("#compare-cancel").click();
  assert.deepEqual(assessment.envelope(), before);
  for (const each of ["list", "notes", "notices"]) assert.equal(find(`[data-compare-${each}]`).textContent, "");
  assert.deepEqual(reviews, []);
  // After that, the button to use the answers sends no request.
  find("#compare-use").click();
  await settle();
  assert.equal(requests.at(-1).op, "compare");
});

test("what was left out of the file is to be looked at after a merge too", async () => {
  opened = { ...OPENED, notices: [{ code: "type", path: "", message: "“Factor” was left blank." }] };
  compared = { ...COMPARED, differences: [DIFFERENCES[1]] };
  await compare();
  find("#compare-use").click();
  await settle();
  assert.deepEqual(reviews, [true]);
  assert.match(find("[data-opened-notices]").textContent, /left blank/);
});

test("files without differences offer nothing, unless the file has more earlier assessments", async () => {
  compared = { notes: [], given_by: "", differences: [] };
  await compare();
  assert.equal(missing(), "There are no differences.");
  assert.equal(find("#compare-use").hidden, true);
  assert.equal(find("[data-compare-how]").hidden, true);
  find("#compare-cancel").click();
  opened = { ...OPENED, envelope: /** @type {any} */ ({ ...FILE, earlier: [FILE] }) };
  await compare();
  assert.equal(find("#compare-use").hidden, false);
  assert.equal(find("#compare-use").disabled, false);
});

test("a refusal is said where it was asked, and an empty form is not compared", async () => {
  compared = new RefusedError({ message: "Another child." });
  await compare();
  assert.equal(find("[data-open-wrong]").textContent, "Another child.");
  assert.equal(find("#compare-dialog").open, false);
  compared = { ...COMPARED, differences: [DIFFERENCES[1]] };
  for (const [fault, words] of /** @type {[Error, RegExp][]} */ ([
    [new RefusedError({ message: "Too large." }), /^Too large\.$/],
    [new Error("no engine"), /The form is unchanged\.$/],
  ])) {
    merge = async () => {
      throw fault;
    };
    await compare();
    find("#compare-use").click();
    await settle();
    assert.match(find("[data-compare-wrong]").textContent, words);
    assert.equal(find("#compare-dialog").open, true);
    find("#compare-cancel").click();
  }
  find("#name").value = "";
  await compare("");
  assert.equal(find("#open-compare").hidden, true);
});
