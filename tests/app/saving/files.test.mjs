import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { RefusedError } from "../../../docs/app/engine/worker-channel.mjs";
import { ENCRYPTED_FILE } from "../../../docs/app/lib/limits.mjs";
import { wouldBeLost } from "../../../docs/app/saving/check-reopens.mjs";
import { DraftOffer } from "../../../docs/app/saving/draft/draft-offer.mjs";
import { described, textOf } from "../../../docs/app/saving/saved-file.mjs";
import { find, openPage } from "../support/page.mjs";
import { fakeEncryption, SAVING_PAGE } from "../support/saving-page.mjs";

beforeEach(() => {
  openPage(SAVING_PAGE);
});

const fileOf = (/** @type {BlobPart} */ content, name = "a.cse") => new File([content], name);

test("a file is read as text, unless it is too large or not UTF-8", async () => {
  assert.equal(await textOf(fileOf("é")), "é");
  assert.equal(await textOf(fileOf(new Uint8Array([0xff, 0xfe]))), undefined);
  assert.equal(await textOf(fileOf("x".repeat(ENCRYPTED_FILE))), "x".repeat(ENCRYPTED_FILE));
  assert.equal(await textOf(fileOf("x".repeat(ENCRYPTED_FILE + 1))), undefined);
});

test("a file is described by its date, its answers and the earlier assessments", () => {
  const envelope = /** @type {any} */ ({ answers: { a: 1 }, earlier: [{}, {}] });
  const opened = { envelope, notices: [], about: [] };
  assert.equal(
    described({ ...opened, practice: false, saved: "2026-11-22T18:05" }),
    "Saved on 22 November 2026 at 18:05: 1 answer, and 2 earlier assessments.",
  );
  assert.equal(
    described({ ...opened, envelope: { ...envelope, earlier: [] }, practice: true, saved: "" }),
    "A made-up case for practice. Date saved not recorded: 1 answer.",
  );
  const kept = new Date(2026, 10, 22, 18, 5).getTime();
  assert.equal(
    described({ ...opened, envelope: { ...envelope, earlier: [] }, practice: false, saved: "" }, kept),
    "Draft kept on 22 November 2026 at 18:05: 1 answer.",
  );
});

test("the warning names lost answers but not invisible characters, and is empty without an engine", async () => {
  const notices = [
    { code: "hidden-characters", path: "", message: "Invisible." },
    { code: "type", path: "", message: "Lost." },
  ];
  const answering = (/** @type {any} */ reply) => async () => {
    if (reply instanceof Error) throw reply;
    return reply;
  };
  assert.equal(await wouldBeLost(answering({ notices }), "{}"), "Lost.");
  assert.equal(await wouldBeLost(answering(new RefusedError({ message: "Refused." })), "{}"), "Refused.");
  const tooLarge = new RefusedError({ code: "too-large", message: "Choose the right file." });
  assert.match(await wouldBeLost(answering(tooLarge), "{}"), /could not be opened again\. Shorten the longest answer/);
  assert.equal(await wouldBeLost(answering(new Error("no engine")), "{}"), "");
});

test("each file is read, and a file that cannot be counted is reported with the reason", async () => {
  const { BatchReader } = await import("../../../docs/app/saving/batch-reader.mjs");
  const files = [
    fileOf("locked:kettle:one", "one.cse"),
    fileOf("two", "two.json"),
    fileOf("locked:other:three", "three.cse"),
    fileOf("refused", "four.cse"),
    fileOf(new Uint8Array([0xff]), "five.cse"),
  ];
  const ask = async (/** @type {string} */ op, /** @type {any} */ { text }) => {
    assert.equal(op, "audit-row");
    if (text === "refused") throw new RefusedError({ message: "It is damaged." });
    return { row: { text }, identity: "", content: "", saved: "", undecided: [] };
  };
  const progress = /** @type {number[]} */ ([]);
  const reader = new BatchReader(
    files,
    ["wrong", "kettle"],
    /** @type {any} */ (fakeEncryption()),
    /** @type {any} */ (ask),
  );
  await reader.run(({ done }) => progress.push(done));
  assert.deepEqual(
    reader.counted.map(({ name, record }) => [name, record.row.text]),
    [
      ["one.cse", "one"],
      ["two.json", "two"],
    ],
  );
  assert.deepEqual(reader.refusals.sort(), [
    "five.cse is not a saved assessment, or it is damaged. Choose a file that was saved with “Save to a file”. Its name ends in .cse.",
    "four.cse is not counted. It is damaged.",
    "three.cse could not be unlocked. None of the passphrases is right, or the file is damaged.",
  ]);
  assert.deepEqual(progress, [0, 1, 2, 3, 4, 5]);
});

test("a stopped reading keeps the records so far and reports how many files were not read", async () => {
  const { BatchReader } = await import("../../../docs/app/saving/batch-reader.mjs");
  const ask = async () => ({ row: {}, identity: "", content: "", saved: "", undecided: [] });
  const files = Array.from({ length: 20 }, (_, at) => fileOf("x", `${at}.cse`));
  const reader = new BatchReader(files, [], /** @type {any} */ (fakeEncryption()), /** @type {any} */ (ask));
  reader.stop();
  await reader.run(() => {});
  assert.deepEqual(reader.counted, []);
  assert.deepEqual(reader.refusals, ["20 files were not read, because you stopped."]);
  const failing = new BatchReader(files, [], /** @type {any} */ (fakeEncryption()), async () => {
    throw new Error("the engine has ended");
  });
  await assert.rejects(
    failing.run(() => {}),
    /engine has ended/,
  );
});

test("a draft is offered with its versions, and deleted only after confirmation", () => {
  const opened = /** @type {string[]} */ ([]);
  let deleted = 0;
  const offer = new DraftOffer({ open: ({ text }) => opened.push(text), delete: () => (deleted += 1) });
  const now = Date.now();
  const draft = {
    versions: [
      { text: "new", written: now },
      { text: "old", written: now - 600_000 },
    ],
    until: now + 3_600_000,
    offered: 0,
  };
  offer.show(draft, false);
  assert.equal(find("#draft-found").hidden, false);
  assert.match(find("[data-draft-life]").textContent, /hour|minutes/);
  find("#draft-open").click();
  find("[data-draft-versions] button").click();
  assert.deepEqual(opened, ["new", "old"]);
  const isLabelled = (/** @type {string} */ time) =>
    assert.match(find("[data-draft-versions] button").textContent, new RegExp(`at ${time} \\(second newest\\)$`));
  isLabelled("\\d\\d:\\d\\d");
  const minute = Date.parse("2026-11-29T12:00:00Z");
  const inOneMinute = [minute + 31_000, minute + 2000].map((written) => ({ text: "", written }));
  offer.show({ ...draft, versions: inOneMinute }, false);
  assert.match(find("[data-draft-written]").textContent, /:31$/);
  isLabelled("\\d\\d:\\d\\d:02");
  offer.bringIntoView();
  assert.equal(document.activeElement?.id, "draft-found");
  find("[data-draft-delete]").click();
  assert.ok(find("#draft-delete-dialog").open);
  find("#draft-delete-no").click();
  assert.equal(deleted, 0);
  find("[data-draft-delete]").click();
  find("#draft-delete-yes").click();
  assert.equal(deleted, 1);
  offer.show(draft, true);
  assert.ok(find("#draft-found").hidden);
  assert.equal(find("[data-draft-kept]").hidden, false);
  offer.show(undefined, false);
  assert.ok(find("[data-draft-kept]").hidden);
});
