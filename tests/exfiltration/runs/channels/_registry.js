/**
 * The list of ways out, and what they share. All files of this folder are put together into one script, which is run in a page
 * or in a worker; this one comes first.
 *
 * @typedef {object} Goal Where a way tries to get to, and what with.
 * @property {string} secret What must not get out.
 * @property {string} address An attacker's address that holds the secret.
 * @property {string} socket The same for a WebSocket.
 * @property {string} attacker The attacker's address without a secret.
 * @property {string} name A host name that holds the secret: to look it up is to tell it.
 * @property {string} own The site's own address, without a last slash.
 * @property {number} trap A port that stands for the secret: to knock there is to tell it.
 *
 * @typedef {object} Manner How a way has to be tried.
 * @property {"together" | "windows" | "left" | "alone" | "last" | "click" | "leaving" | "opened" | "framed" | "kept"} [tried] "together" with all others, or with all that
 *   open "windows"; "left" for a second page to find; "alone" since it may lead the page elsewhere, "last" since it may bring it down; by a real "click" on what it puts on
 *   the page; when the page is "leaving"; or in a page that a hostile one has
 *   "opened", or holds in a frame ("framed"); or with the site's own service worker there ("kept").
 * @property {"page" | "both" | "worker"} [where] Where the browser has it.
 * @property {boolean} [trap] Whether it needs the port.
 * @property {number} [patience] For how many ms it is waited for; most need not have ended for the request to be on its way.
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

/** Puts an element on the page. @param {string} tag @param {Record<string, any>} [attributes] @param {ParentNode} [parent] */
function put(tag, attributes = {}, parent = document.body) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, asTrusted(tag, name, value));
  parent.append(element);
  return element;
}

/** What an attacker would try where only trusted strings are taken: a policy of one's own. */
let ownPolicy;
function trusted() {
  const asIs = { createScriptURL: (text) => text, createHTML: (text) => text, createScript: (text) => text };
  try {
    ownPolicy ??= globalThis.trustedTypes?.createPolicy(`own${Math.random()}`, asIs);
  } catch {
    // The page's policy does not let us; the bare string is refused, too, or not.
  }
  return ownPolicy ?? asIs;
}

function asTrusted(tag, name, value) {
  const use = globalThis.trustedTypes?.getAttributeType(tag, name);
  return use ? trusted()[use.replace("Trusted", "create")](value) : value;
}

/** A style rule without an inline style: sheets made by script are not covered by style-src. @param {string} rule */
function addRule(rule) {
  const sheet = new CSSStyleSheet();
  sheet.insertRule(rule);
  document.adoptedStyleSheets.push(sheet);
}

/** A visible box with styles given by script. @param {Record<string, string>} style @param {string} [tag] */
function box(style, tag = "div") {
  const element = put(tag);
  element.textContent = "box";
  Object.assign(element.style, style);
  return element;
}

/** An empty frame: its window is fresh, so that nothing a page has taken out of its own is missing there. */
function freshWindow() {
  return put("iframe").contentWindow;
}

/** @param {string} text @param {string} type */
function blobAddress(text, type) {
  return URL.createObjectURL(new Blob([text], { type }));
}

/** A worker from the page's own memory that runs this. @param {string} script @param {WorkerOptions} [options] */
function workerOf(script, options) {
  return new Worker(trusted().createScriptURL(blobAddress(script, "text/javascript")), options);
}

/** What a way came to, for whoever reads why it did not work. @param {string} name @param {Goal} goal */
async function attempt(name, goal) {
  const { run, patience } = ways.get(name);
  const late = new Promise((resolve) => setTimeout(resolve, patience, "still waiting"));
  try {
    return `done: ${String(await Promise.race([run(goal), late])).slice(0, 100)}`;
  } catch (fault) {
    return `threw ${String(fault).slice(0, 200)}`;
  }
}
