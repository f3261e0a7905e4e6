import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { showWords } from "../../../../docs/app/form/checks/words-to-check.mjs";
import { fill } from "../../../../docs/app/form/answers/write-answers.mjs";
import { find, openPage } from "../../support/page.mjs";

/** @type {HTMLFormElement} */
let form;

beforeEach(() => {
  form = openPage();
});

const WORDS = {
  path: "answers.notes",
  words: "wild <b>",
  start: 7,
  why: "It judges the child.",
  instead: ["say what happened", "the child is distressed"],
};
const lines = () => [...document.querySelectorAll("[data-words] li")];

test("words are listed with their question, the reason and what to write, as text", () => {
  showWords(form, [WORDS]);
  assert.equal(find("#words").hidden, false);
  assert.equal(
    lines()[0].textContent,
    "“wild <b>” in Notes. It judges the child. Write only what is known, for example: “say what happened” or “the child is distressed”. Show in the form “wild <b>” in Notes",
  );
  showWords(form, []);
  assert.ok(find("#words").hidden);
  assert.equal(lines().length, 0);
});

test("the link leads to the question, and the address does not name it", () => {
  showWords(form, [WORDS]);
  find("[data-words] a").click();
  assert.equal(document.activeElement?.getAttribute("name"), "notes");
  assert.equal(location.hash, "");
});

for (const [name, text, at] of /** @type {[string, string, number][]} */ ([
  ["where they were found", "She is wild <b>, wild <b>", 7],
  ["nearer before", "wild <b> and later on also wild <b>", 0],
  ["nearer after", "wild <b>, wild <b>", 10],
  ["moved to the front", "wild <b>", 0],
])) {
  test(`the words are selected: ${name}`, () => {
    fill(form, { notes: text });
    showWords(form, [WORDS]);
    find("[data-words] button").click();
    const { selectionStart, selectionEnd } = find("textarea[name=notes]");
    assert.equal(document.activeElement?.getAttribute("name"), "notes");
    assert.deepEqual([selectionStart, selectionEnd], [at, at + WORDS.words.length]);
  });
}

test("words that are gone are not selected, and the field has the focus", () => {
  fill(form, { notes: "Something else" });
  showWords(form, [WORDS]);
  find("[data-words] button").click();
  const { selectionStart, selectionEnd } = find("textarea[name=notes]");
  assert.equal(document.activeElement?.getAttribute("name"), "notes");
  assert.equal(selectionStart, selectionEnd);
});

test("words beside “Other” are selected there", () => {
  fill(form, { list: { ticked: ["other"], other: "She is wild <b>" } });
  showWords(form, [{ ...WORDS, path: "answers.list.other" }]);
  assert.match(lines()[0].textContent ?? "", /in List, “Other”/);
  find("[data-words] button").click();
  assert.equal(document.activeElement?.getAttribute("name"), "list-other");
  assert.equal(find("[name=list-other][type=text]").selectionStart, 7);
});

test("a list of more than five is folded up, and stays as the person leaves it", () => {
  const many = (/** @type {number} */ count) => Array.from({ length: count }, (_, start) => ({ ...WORDS, start }));
  const fold = find("#words details");
  showWords(form, many(5));
  assert.ok(fold.open);
  assert.ok(find("#words summary").hidden);
  showWords(form, many(6));
  assert.equal(fold.open, false);
  assert.equal(find("#words summary").hidden, false);
  assert.equal(find("[data-words-count]").textContent, "Show all 6");
  fold.open = true;
  showWords(form, many(7));
  assert.ok(fold.open);
});

test("a list that has not changed is left in place, and a question that is not on the form is left out", () => {
  showWords(form, [WORDS]);
  const [line] = lines();
  showWords(form, [{ ...WORDS }]);
  assert.equal(lines()[0], line);
  showWords(form, [{ ...WORDS, path: "answers.no-such-question" }]);
  assert.equal(lines().length, 0);
});

test("words in an item without a text box move the focus nowhere", () => {
  showWords(form, [{ ...WORDS, path: "answers.factor" }]);
  find("[data-words] button").click();
  assert.equal(document.activeElement, document.body);
});
