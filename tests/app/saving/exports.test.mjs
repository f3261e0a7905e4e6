import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { offerCopy } from "../../../docs/app/saving/copy-text.mjs";
import { offerWord } from "../../../docs/app/saving/word-document.mjs";
import { find, openPage } from "../support/page.mjs";
import { settle } from "../support/saving-page.mjs";

const PAGE = `<form><p role="status" data-announce></p></form>
<button id="word" hidden></button><p data-word-news hidden></p>
<dialog id="word-dialog"><button id="word-save"></button><button id="word-cancel"></button></dialog>
<details id="copy-text" hidden><ul data-copy-parts></ul><p data-copy-news></p>
  <div data-copy-by-hand hidden><textarea id="copy-box" readonly></textarea></div></details>`;
const MADE = {
  word: { "[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>" },
  text: "All of it",
  sections: [{ title: "Signs <of> harm", text: "Only these" }],
};

/** @type {any} The export that the fake engine returns. */
let result;
const exported = async () => result;
const wordNews = () => find("[data-word-news]").textContent;
const copyNews = () => find("[data-copy-news]").textContent;

beforeEach(() => {
  openPage(PAGE);
  result = MADE;
});

async function press(/** @type {any} */ fileSave) {
  offerWord(exported, fileSave);
  find("#word").click();
  assert.ok(find("#word-dialog").open);
  find("#word-save").click();
  for (let turn = 0; find("[data-word-news]").hidden && turn < 5000; turn += 1) await settle();
  assert.equal(find("#word-dialog").open, false);
}

test("the document is saved under a name that identifies nobody, after the dialog", async () => {
  /** @type {any[]} */
  const saved = [];
  await press(async (/** @type {Blob} */ blob, /** @type {any} */ options) => {
    saved.push([blob.type, options.extensions, options.fileName, await blob.text()]);
    return null;
  });
  const [[type, extensions, name, content]] = saved;
  assert.match(type, /wordprocessingml\.document$/);
  assert.deepEqual(extensions, [".docx"]);
  assert.match(name, /^assessment-\d{4}-\d\d-\d\d-\d{4}\.docx$/);
  assert.ok(content.startsWith("PK"));
  assert.match(wordNews(), new RegExp(`^The file ${name} was sent to your downloads folder\\. It has no passphrase`));
  assert.equal(find("[data-announce]").textContent, wordNews());
});

test("a file is reported as saved only if all of it was written", async () => {
  let size = 0;
  await press(async (/** @type {Blob} */ blob) => {
    size = blob.size;
    return { name: "a.docx", getFile: async () => ({ size }) };
  });
  assert.match(wordNews(), /^Saved as a\.docx\. The file has no passphrase/);
  openPage(PAGE);
  await press(async () => ({ name: "a.docx", getFile: async () => ({ size: 0 }) }));
  assert.match(wordNews(), /^The Word document could not be saved/);
});

test("nothing is saved without a report, or if the window is closed, or if the person cancels", async () => {
  let requestCount = 0;
  result = undefined;
  await press(async () => (requestCount += 1));
  assert.match(wordNews(), /^There is no report of your answers yet/);
  result = MADE;
  openPage(PAGE);
  await press(async () => {
    throw new DOMException("closed", "AbortError");
  });
  assert.match(wordNews(), /because you closed the save window/);
  find("#word").click();
  assert.equal(find("[data-word-news]").hidden, true);
  find("#word-cancel").click();
  assert.equal(find("#word-dialog").open, false);
  assert.equal(requestCount, 0);
});

/** @param {(command: string) => boolean} execCommand */
async function open(execCommand) {
  /** @type {any} */ (document).execCommand = execCommand;
  const close = offerCopy(exported);
  const details = find("#copy-text");
  assert.equal(details.hidden, false);
  details.open = true;
  details.dispatchEvent(new Event("toggle"));
  await settle();
  return { close, details, buttons: [...document.querySelectorAll("[data-copy-parts] button")] };
}

test("the whole text and each section can be copied", async () => {
  /** @type {string[]} */
  const copied = [];
  const { buttons } = await open((command) => {
    copied.push(`${command}: ${find("#copy-box").value}`);
    return true;
  });
  assert.deepEqual(
    buttons.map((each) => each.textContent),
    ["Copy “Everything”", "Copy “Signs <of> harm”"],
  );
  for (const button of buttons) {
    /** @type {HTMLElement} */ (button).click();
    await settle();
  }
  assert.deepEqual(copied, ["copy: All of it", "copy: Only these"]);
  assert.equal(copyNews(), "Copied: Signs <of> harm");
  assert.equal(find("[data-copy-by-hand]").hidden, true);
  assert.equal(find("#copy-box").value, "");
});

test("where the older function copies nothing the newer one is tried, and then the person copies", async () => {
  const { buttons } = await open(() => false);
  /** @type {string[]} */
  const copied = [];
  let isAllowed = true;
  Object.defineProperty(navigator, "clipboard", {
    configurable: true,
    value: {
      async writeText(/** @type {string} */ text) {
        if (!isAllowed) throw new Error("not allowed");
        copied.push(text);
      },
    },
  });
  /** @type {HTMLElement} */ (buttons[0]).click();
  await settle();
  assert.deepEqual(copied, ["All of it"]);
  isAllowed = false;
  /** @type {HTMLElement} */ (buttons[1]).click();
  await settle();
  assert.match(copyNews(), /^This browser did not copy the text/);
  assert.equal(find("[data-copy-by-hand]").hidden, false);
  assert.equal(find("#copy-box").value, "Only these");
});

test("the texts are forgotten when an answer changes and when the part is closed", async () => {
  const { close, details } = await open(() => true);
  assert.equal(document.querySelectorAll("[data-copy-parts] li").length, 2);
  close();
  assert.equal(details.open, false);
  assert.equal(document.querySelectorAll("[data-copy-parts] li").length, 0);
  close();
  details.dispatchEvent(new Event("toggle"));
  assert.equal(find("#copy-box").value, "");
});

test("without a report there is nothing to copy, and a late report is not shown", async () => {
  result = undefined;
  const { details } = await open(() => true);
  assert.match(copyNews(), /^There is no report of your answers yet/);
  result = MADE;
  details.dispatchEvent(new Event("toggle"));
  details.open = false;
  await settle();
  assert.equal(document.querySelectorAll("[data-copy-parts] li").length, 0);
});
