/**
 * Seals the page: adds a content security policy under which the browser blocks every request of the page and its worker. A script can
 * add a policy but never remove one.
 */
import { hardenPage } from "./harden-page.mjs";
import { isSealed } from "./seal-probe.mjs";

// Everything that the page needs is loaded. The worker and the core come from the page's own memory.
const POLICY = [
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

/** The address that the probe requests. It does not exist, in case the request is not blocked. */
export const PROBE = new URL("seal-probe", document.baseURI).href;

// The typeface in styles/_theme.scss. Its fallbacks are on the device and need not be loaded.
const FAMILY = "Source Sans 3";

/** @type {Promise<boolean> | undefined} */
let proof;

/**
 * Adds the second policy to the page, once, and tests whether it is enforced.
 * @returns {Promise<boolean>} Whether the browser blocked the test request.
 */
export function seal() {
  proof ??= applyAndProve();
  return proof;
}

async function applyAndProve() {
  await loaded();
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = POLICY;
  document.head.append(meta);
  hardenPage();
  return isSealed(PROBE);
}

/** Waits for style sheets and fonts. Browsers load a font when a letter first needs it: too late for the rare letters of some names. */
async function loaded() {
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve));
  await loadFonts();
}

/** Loads the site's upright fonts. Also called early, so that they arrive while the engine loads. The form has no italic text. */
export async function loadFonts() {
  const upright = [...document.fonts].filter(({ family, style }) => family.includes(FAMILY) && style === "normal");
  await Promise.allSettled(upright.map((face) => face.load()));
}
