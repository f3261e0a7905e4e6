/**
 * The only two places where a string may become a script's address or HTML. With the page's policy the browser refuses every
 * other one, and nobody can make a policy of these names again.
 *
 * @typedef {object} Rules
 * @property {(text: string) => string} [createHTML]
 * @property {(text: string) => string} [createScriptURL]
 */

export const SERVICE_WORKER = new URL("../service-worker.js", import.meta.url).href;

/** Python's report: rendered with escaping on, in the sealed worker. */
const report = policy("report", { createHTML: (html) => html });
/** The engine's worker, which comes from the page's own memory, and the one that keeps the toolkit offline. */
const worker = policy("worker", {
  createScriptURL(address) {
    if (!address.startsWith("blob:") && address !== SERVICE_WORKER) throw new TypeError("No worker of this page.");
    return address;
  },
});

/** @param {string} html As Python rendered it. */
export const trustedHtml = (html) => report.createHTML(html);

/** @param {string} address Of a blob, or SERVICE_WORKER. */
export const trustedWorker = (address) => worker.createScriptURL(address);

/**
 * @param {string} name
 * @param {Rules} rules
 * @returns {any} Makes trusted values or, in a browser that knows none, strings.
 */
function policy(name, rules) {
  const { trustedTypes } = /** @type {{ trustedTypes?: { createPolicy(name: string, rules: Rules): any } }} */ (globalThis);
  return trustedTypes?.createPolicy(name, rules) ?? rules;
}
