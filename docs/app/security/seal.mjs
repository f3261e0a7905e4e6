/**
 * Seals the page: from then on the browser refuses every request that it or its worker could make. Policies can only be added
 * to, never taken away, by whatever runs in the page.
 */
import { guard } from "./guard.mjs";
import { isSealed } from "./probe.mjs";

// What the page needs is in it by now. Worker and core come from the page's own memory.
const LOCK = [
  "default-src 'none'",
  "script-src blob: 'wasm-unsafe-eval'",
  "worker-src blob:",
  "connect-src 'none'",
  "img-src data:",
  "style-src 'none'",
  "font-src 'none'",
  "media-src 'none'",
  "object-src 'none'",
  "frame-src 'none'",
  "manifest-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
].join("; ");

/** What the probe asks for: nothing that exists, in case it should get through. */
export const PROBE = new URL("seal-probe", document.baseURI).href;

/** @type {Promise<boolean> | undefined} */
let proof;

/**
 * Puts the second policy into the page, once, and tries whether it holds.
 * @returns {Promise<boolean>} Whether the browser was seen to refuse.
 */
export function seal() {
  proof ??= lockAndProve();
  return proof;
}

async function lockAndProve() {
  await loaded();
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = LOCK;
  document.head.append(meta);
  guard();
  return isSealed(PROBE);
}

/** Style sheets and fonts: a browser loads a font when the first letter needs it, which would be too late for a name with a rare letter. */
async function loaded() {
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve));
  await loadFonts();
}

/** To be called early as well: they then come while there is other work to wait for. */
export async function loadFonts() {
  await Promise.allSettled([...document.fonts].map((face) => face.load()));
}
