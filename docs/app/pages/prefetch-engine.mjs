/**
 * On the pages that lead to the form: has the browser fetch the engine while they are read, so that the form finds it in the
 * browser's cache. Where the service worker answers it has the engine already.
 *
 * @typedef {{ saveData?: boolean, effectiveType?: string } | undefined} Line Some browsers say how fast it is.
 */
import { IMAGE, MANIFEST } from "./engine.mjs";

const FAST = "4g";
const line = /** @type {Line} */ (/** @type {any} */ (navigator).connection);
const isCheap = !line?.saveData && (line?.effectiveType ?? FAST) === FAST;

async function fetchAhead() {
  if (!isCheap || navigator.serviceWorker?.controller) return;
  const { engine } = /** @type {HTMLElement} */ (document.querySelector("script[data-engine]")).dataset;
  for (const name of [MANIFEST, IMAGE]) {
    const file = await fetch(new URL(`../assets/engine/${engine}/${name}`, import.meta.url), { priority: "low" });
    // Read to its end, or the browser would keep only a part of it.
    await file.body?.pipeTo(new WritableStream());
  }
}

// After the page itself. What cannot be fetched now the form asks for once more.
const start = () => fetchAhead().catch(() => {});
if (document.readyState === "complete") start();
else addEventListener("load", start);
