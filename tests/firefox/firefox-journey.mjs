/**
 * Uses the assessment in Firefox as a person would, and prints the results as JSON. tests/firefox/test_firefox.py
 * checks them. JOURNEY is the name of one visit, see `journeys` below. FOLDER is for the PDF files.
 *
 *     node tests/firefox/firefox-journey.mjs PROGRAM SITE JOURNEY FOLDER
 */
import { join } from "node:path";
import puppeteer from "puppeteer-core";

const [program, site, journey, folder] = process.argv.slice(2);
// The timeout of each wait. It is the same in all tests (tests/support/running/waiting.py).
const TIMEOUT_MS = Number(process.env.TIMEOUT_MS);
const PAUSE_MS = 200;
const NAME = "Sam Example";
const WORDS = "kettle gravel umbrella ninety";
const PREFERENCES = /** @type {Record<string, Record<string, boolean>>} */ ({
  "no-webassembly": { "javascript.options.wasm": false },
  "no-script": { "javascript.enabled": false },
});
// The browser's private file system for the origin has the same handles as the computer's, and opens no file dialog.
// It is requested at once, because the sealed page has no navigator.storage.
const PICKERS = `
window.folder = navigator.storage?.getDirectory();
window.showOpenFilePicker = () => {};
window.showSaveFilePicker = async ({ suggestedName }) => (await window.folder).getFileHandle(suggestedName, { create: true });`;

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: program,
  headless: true,
  extraPrefsFirefox: PREFERENCES[journey] ?? {},
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  const journeys = /** @type {Record<string, (page: any) => Promise<object>>} */ ({
    whole,
    saved,
    "no-webassembly": byHand,
    "no-script": onPaper,
  });
  console.log(JSON.stringify(await journeys[journey](page)));
} finally {
  await browser.close();
}

/** @param {any} page */
async function whole(page) {
  /** @type {string[]} */
  const requests = [];
  await open(page);
  await page.locator("html[data-seal=sealed], html[data-seal=failed]").wait();
  page.on("request", (/** @type {any} */ request) => requests.push(request.url()));
  const seal = await page.$eval("html", (/** @type {any} */ html) => html.dataset.seal);
  // A practice case fills in everything. Then two answers are changed by hand.
  await page.$eval("[data-practice]", (/** @type {any} */ button) => button.click());
  await page.locator("#open-use:not([hidden])").click();
  await bar(page, "answered: 11 scored");
  const practice = await bar(page, "");
  await page.locator('[data-item="factor-1"] input[value="1"]').click();
  await page.focus('[data-item="factor-2"] input:checked');
  await page.keyboard.press("ArrowDown");
  const changed = await page.$eval("#assessment", (/** @type {any} */ form) =>
    [...form.querySelectorAll('[data-kind="number"] input:checked')].map((radio) => radio.value),
  );
  await page.locator("#check-answers").click();
  await page.locator("#report article").wait();
  await settle(page);
  const report = await page.$eval("#report", (/** @type {any} */ place) => place.innerText);
  await page.pdf({ path: join(folder, "whole.pdf"), preferCSSPageSize: true });
  return { seal, asked: requests, practice, chosen: changed, score: await bar(page, ""), report };
}

/** @param {any} page */
async function saved(page) {
  await page.evaluateOnNewDocument(PICKERS);
  await open(page);
  await page.locator("#client-name").fill(NAME);
  await page.locator('[data-item="factor-1"] input[value="4"]').click();
  await bar(page, "answered: 1 scored");
  await page.locator(".cse-bar [data-save]").click();
  await page.locator("#passphrase-kind-own").click();
  await page.locator("#passphrase-own").fill(WORDS);
  await page.locator("#passphrase-again").fill(WORDS);
  await page.locator("#passphrase-use").click();
  await text(page, "[data-save-state]", "Saved");
  const file = await page.evaluate(async () => {
    const folder = await /** @type {any} */ (window).folder;
    for await (const handle of folder.values()) return (await handle.getFile()).text();
  });
  await page.locator("#client-name").fill("Somebody Else");
  await page.locator("[data-open=open]").click();
  await page.evaluate((/** @type {string} */ content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "assessment.cse"));
    const box = /** @type {HTMLInputElement} */ (document.querySelector("#open-file"));
    box.files = transfer.files;
    box.dispatchEvent(new Event("change"));
  }, file);
  await page.locator("#open-passphrase").fill(WORDS);
  await page.locator("#open-unlock").click();
  await page.locator("#open-use").click();
  await page.locator("#opened:not([hidden])").wait();
  const name = await page.$eval("#client-name", (/** @type {any} */ box) => box.value);
  await page.locator("#put-back").click();
  const before = await page.$eval("#client-name", (/** @type {any} */ box) => box.value);
  return { file, name, before };
}

/** @param {any} page */
async function byHand(page) {
  await open(page, "The scores cannot be calculated here.");
  await page.locator("#client-name").fill(NAME);
  await page.locator("#total-by-hand").fill("27 from 9");
  await page.pdf({ path: join(folder, "no-webassembly.pdf"), preferCSSPageSize: true });
  // Here Firefox writes letters into a PDF as shapes, which cannot be read as text. So the test reads the texts that
  // the page prepares for printing.
  const twins = await page.evaluate(() => {
    dispatchEvent(new Event("beforeprint"));
    return [...document.querySelectorAll(".cse-printed-value")].map((twin) => twin.textContent);
  });
  return { said: await bar(page, ""), twins };
}

/** @param {any} page */
async function onPaper(page) {
  await page.goto(`${site}/assessing-risk/assessment/`);
  await page.pdf({ path: join(folder, "no-script.pdf"), preferCSSPageSize: true });
  return {};
}

/**
 * @param {any} page
 * @param {string} [until]
 */
async function open(page, until = "scored") {
  await page.goto(`${site}/assessing-risk/assessment/`);
  await bar(page, until);
}

/**
 * Waits until the bar at the foot of the page contains these words; returns its whole text.
 * @param {any} page
 * @param {string} words
 */
async function bar(page, words) {
  return text(page, ".cse-bar", words);
}

/**
 * @param {any} page
 * @param {string} selector
 * @param {string} words
 * @returns {Promise<string>}
 */
async function text(page, selector, words) {
  for (let tries = 0; tries < TIMEOUT_MS / PAUSE_MS; tries += 1) {
    const found = await page.$eval(selector, (/** @type {any} */ place) => place.innerText);
    if (found.includes(words)) return found.replace(/\s+/g, " ").trim();
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`${selector} never says: ${words}`);
}

/** Waits until the report no longer changes, so that it is about the current answers. @param {any} page */
async function settle(page) {
  let before = "";
  for (let same = 0; same < 5; ) {
    const now = await page.$eval("#report", (/** @type {any} */ place) => place.innerText);
    same = now === before ? same + 1 : 0;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
