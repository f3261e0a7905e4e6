/**
 * Prefetches the engine on the pages that lead to the form, so that the form finds it in the browser's cache. Does nothing where the
 * service worker controls the page, because it has the engine already.
 *
 * @typedef {{ saveData?: boolean, effectiveType?: string } | undefined} Line The Network Information API, which some browsers have.
 */
import { IMAGE, MANIFEST } from "../engine/contract.mjs";

const FAST = "4g";
const line = /** @type {Navigator & { connection?: Line }} */ (navigator).connection;
const isCheap = !line?.saveData && (line?.effectiveType ?? FAST) === FAST;

async function fetchAhead() {
  if (!isCheap || navigator.serviceWorker?.controller) return;
  const { engine } = /** @type {HTMLElement} */ (document.querySelector("script[data-engine]")).dataset;
  for (const name of [MANIFEST, IMAGE]) {
    const file = await fetch(new URL(`../assets/engine/${engine}/${name}`, import.meta.url), { priority: "low" });
    // Read the body to its end, or the browser would cache only a part of it.
    await file.body?.pipeTo(new WritableStream());
  }
}

// Start after the page has loaded. If the prefetch fails, the form fetches the files itself.
const start = () => fetchAhead().catch(() => {});
if (document.readyState === "complete") start();
else addEventListener("load", start);
