/**
 * Opens pages in Firefox, each from a host that alters one file. Prints as JSON which scripts the browser refused,
 * which files were requested, and whether the form says that it cannot save. tests/firefox/test_altered_files.py checks
 * them.
 *
 *     node tests/firefox/altered-files.mjs PROGRAM '[["http://127.0.0.1:1234/about/", "[data-seal=sealed]"], …]'
 */
import puppeteer from "puppeteer-core";

const [program, visits] = process.argv.slice(2);

const browser = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true });
try {
  const outcomes = [];
  for (const [address, until] of JSON.parse(visits)) outcomes.push(await visit(address, until));
  console.log(JSON.stringify(outcomes));
} finally {
  await browser.close();
}

/**
 * @param {string} address
 * @param {string} until The CSS selector of an element to wait for.
 */
async function visit(address, until) {
  const page = await browser.newPage();
  page.setDefaultTimeout(Number(process.env.TIMEOUT_MS));
  await page.evaluateOnNewDocument(() => {
    const refused = /** @type {string[]} */ ([]);
    Object.assign(window, { refused });
    document.addEventListener("error", (event) => refused.push(/** @type {any} */ (event.target)?.src ?? ""), true);
  });
  await page.goto(address);
  await page.locator(until).setWaitForEnabled(false).setVisibility(null).wait();
  const state = await page.evaluate(() => ({
    refused: /** @type {any} */ (window).refused,
    asked: performance.getEntriesByType("resource").map(({ name }) => name),
    isMissing: document.querySelector("[data-keep-missing]:not([hidden])") !== null,
  }));
  await page.close();
  return state;
}
