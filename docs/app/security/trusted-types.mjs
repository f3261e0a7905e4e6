/**
 * Trusted Types: the only two policies by which a string may become HTML or a script's address. The page's policy blocks all others, and
 * does not allow a second policy with the same name.
 *
 * @typedef {object} Rules
 * @property {(text: string) => string} [createHTML]
 * @property {(text: string) => string} [createScriptURL]
 */

/** The service worker's address. */
export const SERVICE_WORKER = new URL("../service-worker.js", import.meta.url).href;

/** For Python's report, which is rendered with autoescaping in the sealed worker. */
const report = policy("report", { createHTML: (html) => html });
/** For the scoring worker, whose script is a blob, and the service worker. */
const worker = policy("worker", {
  createScriptURL(address) {
    if (!address.startsWith("blob:") && address !== SERVICE_WORKER) throw new TypeError("Not a worker of this page.");
    return address;
  },
});

/**
 * Returns trusted HTML.
 * @param {string} html As Python rendered it.
 */
export const trustedHtml = (html) => report.createHTML(html);

/**
 * Returns a trusted address for a worker.
 * @param {string} address A blob's address, or SERVICE_WORKER.
 */
export const trustedWorker = (address) => worker.createScriptURL(address);

/**
 * @template {Rules} R
 * @param {string} name
 * @param {R} rules
 * @returns {R} Creates trusted values, or strings in browsers without Trusted Types. TypeScript takes both for strings.
 */
function policy(name, rules) {
  const { trustedTypes } = /** @type {{ trustedTypes?: { createPolicy(name: string, rules: R): R } }} */ (globalThis);
  return trustedTypes?.createPolicy(name, rules) ?? rules;
}
