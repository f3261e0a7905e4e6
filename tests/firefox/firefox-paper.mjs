/**
 * Prints each HTML file of a folder in Firefox, on A4: the whole to a PDF file beside it, and only its first part to a
 * second PDF file. That file shows whether the first part fits on one page. The whole PDF does not, because here
 * Firefox writes letters as shapes, which cannot be read as text.
 *
 *     node tests/firefox/firefox-paper.mjs PROGRAM FOLDER
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [program, folder] = process.argv.slice(2);

const browser = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true });
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(90_000);
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".html")) continue;
    await page.goto(String(pathToFileURL(join(folder, name))));
    await page.pdf({ path: join(folder, name.replace(/html$/, "pdf")), format: "A4", preferCSSPageSize: true });
    await page.$$eval(".report-first ~ *", (rest) => {
      for (const each of rest) each.remove();
    });
    await page.pdf({ path: join(folder, name.replace(/html$/, "first.pdf")), format: "A4", preferCSSPageSize: true });
  }
} finally {
  await browser.close();
}
