import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { RefusedError } from "../../../docs/app/engine/worker-channel.mjs";
import { Assessment } from "../../../docs/app/form/answers/assessment.mjs";
import { OpenDialog } from "../../../docs/app/saving/open-dialog.mjs";
import { Saver } from "../../../docs/app/saving/save.mjs";
import { enter, find, openPage } from "../support/page.mjs";
import { fakeEncryption, SAVING_PAGE, settle } from "../support/saving-page.mjs";

const OWN = "kettle gravel umbrella";

/** @type {Assessment} */
let assessment;
/** @type {ReturnType<typeof fakeEncryption>} */
let encryption;
/** @type {(op: string, what: any) => Promise<any>} */
let engine;
/** @type {boolean[]} */
let reviews;

const ask = /** @type {any} */ ((/** @type {string} */ op, /** @type {any} */ what) => engine(op, what));
const message = () => find("[data-save-news]").textContent;
const state = () => find("[data-save-state]").textContent;

beforeEach(() => {
  assessment = new Assessment(openPage(SAVING_PAGE));
  encryption = fakeEncryption();
  engine = async () => ({ notices: [] });
  reviews = [];
});

/** @param {string} [passphrase] */
async function save(passphrase = OWN) {
  find("[data-save]").click();
  await settle();
  assert.ok(find("#passphrase-dialog").open);
  enter("[name=passphrase-kind][value=own]", true);
  enter("#passphrase-own", passphrase);
  enter("#passphrase-again", passphrase);
  find("#passphrase-use").click();
  await settle();
}

/**
 * @param {string} selector
 * @param {object} [changes]
 * @returns {boolean} Whether Enter would add a line.
 */
const pressEnter = (selector, changes) =>
  find(selector).dispatchEvent(
    new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...changes }),
  );

const startSaver = () => new Saver(assessment, /** @type {any} */ (encryption), ask);

test("an assessment is saved encrypted, and counts as saved until it changes", async () => {
  const saver = startSaver();
  assert.equal(state(), "");
  enter("#name", "Sam Example");
  saver.showState();
  assert.equal(state(), "Not saved");
  assert.ok(saver.isUnsaved);
  await save();
  const [{ name, text }] = encryption.files;
  assert.match(name, /^assessment-\d{4}-\d\d-\d\d-\d{4}\.cse$/);
  assert.ok(text.startsWith(`locked:${OWN}:`));
  const { saved, answers } = JSON.parse(text.slice(`locked:${OWN}:`.length));
  assert.deepEqual(answers, { name: "Sam Example" });
  assert.match(saved, /^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
  assert.match(message(), /was sent to your downloads folder/);
  assert.match(state(), /^Saved \d\d:\d\d as a download$/);
  assert.equal(saver.isUnsaved, false);
  saver.noteDraft("18:05");
  assert.match(state(), /, draft kept 18:05$/);
  enter("#name", "Sam");
  saver.showState();
  assert.match(state(), /^Changes not saved/);
});

test("a file is reported as saved only after it was read again", async () => {
  let content = "";
  const handle = { name: "a.cse", getFile: async () => new Blob([content]) };
  encryption.fileSave = async (blob) => {
    content = await (await blob).text();
    return handle;
  };
  startSaver();
  enter("#name", "Sam Example");
  await save();
  assert.match(message(), /^Saved at \d\d:\d\d as a\.cse\.$/);
  encryption.fileSave = async () => handle;
  enter("#name", "Sam");
  await save();
  assert.match(message(), /^The file could not be saved/);
});

test("another assessment is never saved into the file of the first", async () => {
  const handles = /** @type {unknown[]} */ ([]);
  encryption.fileSave = async (blob, _, into) => {
    const text = await (await blob).text();
    handles.push(into);
    return { name: "a.cse", getFile: async () => new Blob([text]) };
  };
  startSaver();
  enter("#name", "Sam Example");
  await save();
  await save();
  assessment.put({ ...assessment.envelope(), assessment_id: "0".repeat(32) });
  await save();
  assert.equal(handles[0], null);
  assert.ok(handles[1]);
  assert.equal(handles[2], null);
});

test("nothing is saved if the window is closed or if answers would be lost", async () => {
  const saver = startSaver();
  enter("#name", "Sam Example");
  encryption.fileSave = async () => {
    throw new DOMException("closed", "AbortError");
  };
  await save();
  assert.match(message(), /because you closed the save window/);
  engine = async () => ({ notices: [{ code: "too-long", path: "", message: "Notes are too long." }] });
  await save();
  assert.match(
    message(),
    /without losing some of your answers\. .* Opening the file would show this message: Notes are too long\.$/,
  );
  assert.ok(saver.isUnsaved);
});

test("a passphrase must be strong, typed twice, or written down, and is offered again", async () => {
  startSaver();
  enter("#name", "Sam Example");
  find("[data-save]").click();
  await settle();
  const first = find("[data-generated-passphrase]").textContent;
  find("#passphrase-other").click();
  assert.notEqual(find("[data-generated-passphrase]").textContent, first);
  find("#passphrase-use").click();
  assert.match(find("[data-passphrase-wrong]").textContent, /^Write the 7 words down/);
  const ownChoice = find("[name=passphrase-kind][value=own]");
  ownChoice.checked = true;
  ownChoice.dispatchEvent(new Event("change", { bubbles: true }));
  enter("#passphrase-own", "weak");
  assert.match(find("[data-passphrase-strength]").textContent, /^Too easy to guess/);
  find("#passphrase-use").click();
  assert.match(find("[data-passphrase-wrong]").textContent, /^Your own passphrase: Too easy/);
  enter("#passphrase-own", OWN);
  enter("#passphrase-again", "something else");
  find("#passphrase-use").click();
  assert.match(find("[data-passphrase-wrong]").textContent, /^The passphrases do not match/);
  find("#passphrase-cancel").click();
  assert.equal(find("#passphrase-own").value, "");
  assert.deepEqual(encryption.files, []);
  await save();
  find("[data-save]").click();
  await settle();
  assert.equal(find("[data-passphrase-same]").hidden, false);
  find("#passphrase-use").click();
  await settle();
  assert.equal(encryption.files.length, 2);
});

const OPENED = {
  envelope: { format: "test-answers", version: 1, instrument: "9.9", answers: { name: "Charlie Specimen" } },
  notices: [],
  practice: false,
  saved: "",
  about: ["Charlie Specimen"],
};

/** @param {(isDraft: boolean) => void} [onOpened] */
function startOpening(onOpened = () => {}) {
  return new OpenDialog({
    assessment,
    encryption: /** @type {any} */ (encryption),
    ask,
    onOpened,
    review: (isDue) => reviews.push(isDue),
  });
}

test("a file replaces the answers only when the person chooses so, and they can be restored", async () => {
  enter("#name", "Sam Example");
  engine = async () => OPENED;
  startOpening().openText("{}");
  await settle();
  assert.match(find("[data-open-what]").textContent, /1 answer/);
  assert.equal(find("[data-open-over]").hidden, false);
  assert.equal(find("[data-open-plain]").hidden, false);
  assert.equal(find("#name").value, "Sam Example");
  find("#open-use").click();
  await settle();
  assert.equal(find("#name").value, "Charlie Specimen");
  assert.equal(find("#opened").hidden, false);
  assert.deepEqual(reviews, [false]);
  find("#put-back").click();
  assert.equal(find("#name").value, "Sam Example");
  find("#put-back").click();
  assert.equal(find("#name").value, "Charlie Specimen");
});

test("what was left out has to be confirmed before there is a score", async () => {
  engine = async () => ({ ...OPENED, notices: [{ code: "type", path: "", message: "“Factor” was left blank." }] });
  startOpening().openText("{}");
  await settle();
  find("#open-use").click();
  await settle();
  assert.deepEqual(reviews, [true]);
  assert.match(find("[data-opened-notices]").textContent, /left blank/);
  find("#notices-seen").click();
  assert.deepEqual(reviews, [true, false]);
  assert.equal(find("[data-announce]").textContent, "Scoring is on again.");
});

test("a draft is opened with its passphrase, and a wrong one changes nothing", async () => {
  engine = async () => OPENED;
  /** @type {string[]} */
  const used = [];
  const dialog = startOpening((isDraft) => used.push(String(isDraft)));
  const written = new Date(2026, 10, 22, 18, 5).getTime();
  dialog.openDraft({ text: `locked:${OWN}:{}`, written }, (passphrase) => used.push(passphrase));
  assert.equal(find("#open-heading [data-open-for=file]").hidden, true);
  assert.equal(find("#open-heading [data-open-for=draft]").hidden, false);
  find("#open-unlock").click();
  await settle();
  assert.equal(find("[data-open-wrong]").textContent, "Type the passphrase for the draft.");
  find("#open-passphrase").value = "wrong";
  find("#open-unlock").click();
  await settle();
  assert.match(find("[data-open-wrong]").textContent, /^The draft could not be unlocked/);
  find("#open-passphrase").value = OWN;
  pressEnter("#open-passphrase");
  await settle();
  assert.ok(find("[data-open-plain]").hidden);
  assert.equal(find("[data-open-what]").textContent, "Draft kept on 22 November 2026 at 18:05: 1 answer.");
  find("#open-use").click();
  await settle();
  assert.deepEqual(used, ["true", OWN]);
  assert.equal(
    find("[data-opened-what]").textContent,
    "The draft from 22 November 2026 at 18:05 is in the form. It is not saved to a file.",
  );
  find("[data-open]").click();
  assert.equal(find("#open-heading [data-open-for=file]").hidden, false);
});

test("a draft in the form is not saved, and would be lost unless it is kept", () => {
  const saver = startSaver();
  enter("#name", "Sam Example");
  saver.opened(true);
  assert.equal(state(), "Not saved");
  assert.ok(saver.isUnsaved);
  saver.noteDraft("18:05");
  assert.equal(state(), "Not saved, draft kept 18:05");
  assert.equal(saver.isUnsaved, false);
  enter("#name", "Sam");
  saver.showState();
  assert.equal(state(), "Not saved, draft kept 18:05");
  assert.ok(saver.isUnsaved);
  saver.opened(false);
  assert.equal(state(), "Opened, no changes, draft kept 18:05");
});

test("Enter in a passphrase box presses the main button, but not while text is composed", async () => {
  startSaver();
  enter("#name", "Sam Example");
  find("[data-save]").click();
  await settle();
  enter("[name=passphrase-kind][value=own]", true);
  enter("#passphrase-own", OWN);
  pressEnter("#passphrase-own");
  assert.match(find("[data-passphrase-wrong]").textContent, /^The passphrases do not match/);
  enter("#passphrase-again", OWN);
  assert.ok(pressEnter("#passphrase-again", { isComposing: true }));
  await settle();
  assert.deepEqual(encryption.files, []);
  assert.equal(pressEnter("#passphrase-again"), false);
  await settle();
  assert.equal(encryption.files.length, 1);
});

test("a reassessment is made by Python and does not count as opened", async () => {
  let opened = 0;
  engine = async (op) =>
    op === "open" ? OPENED : { envelope: { ...OPENED.envelope, answers: {}, earlier: [OPENED.envelope] } };
  startOpening(() => (opened += 1)).openText("{}");
  await settle();
  find("#open-reassess").click();
  await settle();
  assert.equal(opened, 0);
  assert.equal(assessment.envelope().earlier?.length, 1);
  assert.match(find("[data-opened-what]").textContent, /started a reassessment/);
});

test("a refusal and a missing engine are said in the dialog, and a late result is not shown", async () => {
  const dialog = startOpening();
  engine = async () => {
    throw new RefusedError({ message: "This file is damaged." });
  };
  dialog.openText("{}");
  await settle();
  assert.equal(find("[data-open-wrong]").textContent, "This file is damaged.");
  engine = async () => {
    throw new Error("no engine");
  };
  dialog.openText("{}");
  await settle();
  assert.match(find("[data-open-wrong]").textContent, /cannot be checked before it is opened/);
  let reply = (/** @type {any} */ _) => {};
  engine = () => new Promise((resolve) => (reply = resolve));
  dialog.openText("{}");
  find("[data-open-cancel]").click();
  await settle();
  reply(OPENED);
  await settle();
  assert.equal(find("[data-open-what]").textContent, "");
});

test("a chosen file is read, and one that is no assessment is named", async () => {
  startOpening();
  engine = async () => OPENED;
  find("[data-open]").click();
  const choose = async (/** @type {File} */ file) => {
    Object.defineProperty(find("#open-file"), "files", { configurable: true, value: [file] });
    find("#open-file").dispatchEvent(new Event("change"));
    await settle();
  };
  await choose(new File([new Uint8Array([0xff])], "picture.png"));
  assert.match(find("[data-open-wrong]").textContent, /^picture\.png is not a saved assessment/);
  await choose(new File(["locked:x:{}"], "a.cse"));
  assert.equal(find("[data-open-step=locked]").hidden, false);
  await choose(new File(["{}"], "a.json"));
  assert.match(find("[data-open-what]").textContent, /1 answer/);
});
