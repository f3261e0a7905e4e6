/**
 * The list of channels (ways of sending data out), and functions that they share. All files of this folder are joined
 * into one script, with this file first. The script is run in a page or in a worker.
 *
 * @typedef {object} Goal What one try of a channel sends, and the addresses to send it to.
 * @property {string} secret The canary: a text that must not leave the page. Each try has its own.
 * @property {string} address A URL at the attacker's server that contains the canary.
 * @property {string} socket The same for a WebSocket.
 * @property {string} attacker The URL of the attacker's server, without the canary.
 * @property {string} name A host name that contains the canary, so that a DNS lookup reveals it.
 * @property {string} own The origin of the site, without a slash at the end.
 * @property {number} trap A port that only this try uses, so that any connection or packet to it reveals the canary.
 *
 * @typedef {object} Manner How a channel has to be tried.
 * @property {"together" | "windows" | "left" | "alone" | "last" | "click" | "leaving" | "opened" | "framed" | "kept"} [tried]
 *   - "together": at the same time as the others of this kind, in one page.
 *   - "windows": it opens a window or tab. At the same time as the others of this kind and of "left".
 *   - "left": it stores the canary in the browser, for a second page of the site to find.
 *   - "alone": in a tab of its own, because it may make the page navigate elsewhere.
 *   - "last": after the others, in a new tab, because it may break the page.
 *   - "click": by a real mouse click on the element that it lays over the page.
 *   - "leaving": it sends when the page is left.
 *   - "opened": in a page that a hostile page has opened.
 *   - "framed": in a page that a hostile page shows in a frame.
 *   - "kept": with the site's service worker.
 * @property {"page" | "both" | "worker"} [where] Whether it can be tried in a page, in a worker or in both.
 * @property {boolean} [trap] Whether it needs the port `trap` of the goal.
 * @property {number} [patience] The timeout for its function, in ms. Most channels send their request before it ends.
 *
 * @type {Map<string, { run: (goal: Goal) => unknown } & Manner>}
 */
const ways = new Map();

/** @param {string} name @param {(goal: Goal) => unknown} run @param {Manner} [manner] */
function way(name, run, manner = {}) {
  if (ways.has(name)) throw new Error(`two ways are called ${name}`);
  ways.set(name, { run, tried: "together", where: "page", patience: 1000, ...manner });
}

const WORKER_TOO = /** @type {const} */ ({ where: "both" });
const ALONE = /** @type {const} */ ({ tried: "alone" });
const LAST = /** @type {const} */ ({ tried: "last" });
const BY_CLICK = /** @type {const} */ ({ tried: "click" });
const WINDOW = /** @type {const} */ ({ tried: "windows" });
const FRAMED = /** @type {const} */ ({ tried: "framed" });
const OPENED = /** @type {const} */ ({ tried: "opened" });
const LEFT = /** @type {const} */ ({ tried: "left" });
const ON_LEAVING = /** @type {const} */ ({ tried: "leaving" });

/**
 * Adds an element to the page.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {ParentNode} [parent]
 */
function put(tag, attributes = {}, parent = document.body) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, asTrusted(tag, name, value));
  parent.append(element);
  return element;
}

/** A Trusted Types policy that changes nothing. An attacker would create one if the page accepts only trusted types. */
let ownPolicy;
function trusted() {
  const asIs = { createScriptURL: (text) => text, createHTML: (text) => text, createScript: (text) => text };
  try {
    ownPolicy ??= globalThis.trustedTypes?.createPolicy(`own${Math.random()}`, asIs);
  } catch {
    // The page's CSP does not allow it. The plain string is tried instead, and may be refused too.
  }
  return ownPolicy ?? asIs;
}

function asTrusted(tag, name, value) {
  const use = globalThis.trustedTypes?.getAttributeType(tag, name);
  return use ? trusted()[use.replace("Trusted", "create")](value) : value;
}

/** Adds a style rule in a sheet made by script, because style-src does not cover such sheets. @param {string} rule */
function addRule(rule) {
  const sheet = new CSSStyleSheet();
  sheet.insertRule(rule);
  document.adoptedStyleSheets.push(sheet);
}

/** Adds a visible box with styles set by script. @param {Record<string, string>} style @param {string} [tag] */
function box(style, tag = "div") {
  const element = put(tag);
  element.textContent = "box";
  Object.assign(element.style, style);
  return element;
}

/**
 * Returns the window of a new, empty frame. It still has the functions that the page has removed from its own window.
 */
function freshWindow() {
  return put("iframe").contentWindow;
}

/** @param {string} text @param {string} type */
function blobAddress(text, type) {
  return URL.createObjectURL(new Blob([text], { type }));
}

/** Starts a worker from a blob URL with this script. @param {string} script @param {WorkerOptions} [options] */
function workerOf(script, options) {
  return new Worker(trusted().createScriptURL(blobAddress(script, "text/javascript")), options);
}

/**
 * Runs a channel; returns its result or error as text, to find out why it fails.
 * @param {string} name
 * @param {Goal} goal
 */
async function attempt(name, goal) {
  const { run, patience } = ways.get(name);
  const late = new Promise((resolve) => setTimeout(resolve, patience, "still waiting"));
  try {
    return `done: ${String(await Promise.race([run(goal), late])).slice(0, 100)}`;
  } catch (fault) {
    return `threw ${String(fault).slice(0, 200)}`;
  }
}
