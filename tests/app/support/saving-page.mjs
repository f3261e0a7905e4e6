/** A small version of the markup for saving and opening, and a fake encryption module. */
import { FORM } from "./page.mjs";

const STEPS = { file: "", locked: "", choice: "" };

export const SAVING_PAGE = `${FORM}
<div class="govuk-button-group"><button data-save>Save</button><button data-open>Open</button></div>
<p data-save-news hidden></p><p data-save-state></p>
<div id="opened" tabindex="-1" hidden><h2 id="opened-title"></h2><p data-opened-what></p><div data-notices-block hidden><ul data-opened-notices></ul></div>
  <button id="notices-seen"></button><button id="put-back"></button></div>
<div id="draft-found" tabindex="-1" hidden><span data-draft-written></span><span data-draft-life></span>
  <button id="draft-open"></button><button data-draft-delete></button><div data-draft-older hidden><ul data-draft-versions></ul></div></div>
<p data-draft-kept hidden></p>
<dialog id="draft-delete-dialog"><button id="draft-delete-no"></button><button id="draft-delete-yes"></button></dialog>
<dialog id="passphrase-dialog"><p data-passphrase-wrong hidden></p><span data-passphrase-for="save"></span><span data-passphrase-for="draft"></span>
  <div data-passphrase-same><input type="radio" name="passphrase-kind" value="same"></div><input type="radio" name="passphrase-kind" value="made">
  <input type="radio" name="passphrase-kind" value="own">
  <div data-passphrase-kind="made"><p data-generated-passphrase></p><button id="passphrase-other"></button><input type="checkbox" id="passphrase-written"></div>
  <div data-passphrase-kind="own"><textarea id="passphrase-own"></textarea><p data-passphrase-strength></p><textarea id="passphrase-again"></textarea></div>
  <button id="passphrase-use"></button><button id="passphrase-cancel"></button></dialog>
<dialog id="open-dialog"><h2 id="open-heading" tabindex="-1"><span data-open-for="file">File</span><span data-open-for="draft" hidden>Draft</span></h2><p data-open-wrong hidden></p><p data-open-news></p>
  ${Object.keys(STEPS)
    .map((name) => `<div data-open-step="${name}"><button data-open-cancel></button></div>`)
    .join("")}
  <input type="file" id="open-file"><textarea id="open-passphrase"></textarea><button id="open-unlock"></button>
  <p data-open-what></p><ul data-open-about></ul><p data-open-plain hidden></p><div data-notices-block hidden><ul data-open-notices></ul></div>
  <p data-open-over hidden></p><p data-open-reassess hidden></p><button id="open-use"></button><button id="open-reassess"></button>
  <button id="open-compare"></button></dialog>
<dialog id="compare-dialog"><h2 id="compare-heading" tabindex="-1"></h2><ul data-compare-notes></ul>
  <div data-notices-block hidden><ul data-compare-notices></ul></div><p data-compare-how></p><div data-compare-list></div>
  <p data-compare-wrong hidden></p><p data-compare-left></p><button id="compare-use"></button><button id="compare-cancel"></button></dialog>`;

/** Returns a fake encryption module. It only puts a prefix before each text, and saves to `files` and not to disk. */
export function fakeEncryption() {
  /** @type {{ name: string, text: string, into: unknown }[]} */
  const files = [];
  let count = 0;
  return {
    files,
    encrypt: async (/** @type {string} */ text, /** @type {string} */ passphrase) => `locked:${passphrase}:${text}`,
    decrypt: async (/** @type {string} */ text, /** @type {string} */ passphrase) => {
      if (!text.startsWith(`locked:${passphrase}:`)) throw new Error("locked");
      return text.slice(`locked:${passphrase}:`.length);
    },
    looksEncrypted: (/** @type {string} */ text) => text.startsWith("locked:"),
    normalise: (/** @type {string} */ text) => text.trim().toLowerCase(),
    fileSave: async (
      /** @type {Promise<Blob>} */ blob,
      /** @type {{ fileName: string }} */ { fileName },
      /** @type {unknown} */ into,
    ) => {
      files.push({ name: fileName, text: await (await blob).text(), into });
      return /** @type {any} */ (null);
    },
    guessing: async () => ({
      knownWords: () => new Set(),
      makeWords() {
        count += 1;
        return `words number ${count}`;
      },
      judge: (/** @type {string} */ typed) => ({ strength: typed.length < 10 ? "weak" : "strong" }),
    }),
  };
}

/** Waits for 20 turns of the event loop, so that every promise that can settle has settled. */
export async function settle() {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
