/**
 * Keeps the whole toolkit on the device after one visit, so that it works with no network. The build puts two constants in
 * front of this: FILES, each file's address below the site's root with its hash, and the VERSION that they make up.
 *
 * Files are kept under their hash, so that versions share what they have in common, and a page is always answered from one
 * version. A new version waits until no page of the old one is open, or until somebody asks for it while no form is open:
 * nothing may change under answers.
 */
/// <reference lib="webworker" />

/** @typedef {Record<string, string>} Hashes */
const files = /** @type {Hashes} */ (/** @type {any} */ (globalThis).FILES);
const version = /** @type {string} */ (/** @type {any} */ (globalThis).VERSION);
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));

// Set by the authors' server, whose pages change under its readers' hands.
const isNetworkFirst = "NETWORK_FIRST" in globalThis;

const CACHE = "hillingdon-cse-toolkit";
// On these pages people answer something.
const FORMS = ["assessing-risk/assessment/", "assessing-risk/audit/", "recognise/checklist/"];
const AT_ONCE = 4;
// In ms: the page that has brought this worker may still be starting its engine, and goes first.
const PATIENCE = 3000;
// Names that hold their content's hash: what the browser has of them is right.
const HASHED = /[/-][0-9a-f]{16}\//;
const root = worker.registration.scope;

worker.addEventListener("install", (event) => event.waitUntil(fill()));
worker.addEventListener("activate", (event) => event.waitUntil(discard()));
worker.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET" || !url.startsWith(root)) return;
  const name = nameOf(url);
  if (Object.hasOwn(files, name)) event.respondWith(kept(name, event.request));
  else if (mode === "navigate") event.respondWith(fetch(event.request).catch(() => elsewhere(name)));
});
worker.addEventListener("message", (event) => {
  if (event.data === "version") event.ports[0]?.postMessage(version);
  if (event.data === "use") event.waitUntil(use(event.ports[0]));
});

/** @param {string} url */
const nameOf = (url) => url.slice(root.length).replace(/[?#].*/s, "").replace(/(^|\/)index\.html$/, "$1");

/** @param {string} name */
const keyOf = (name) => `${root}${name}?${files[name]}`;

/** Fetches what is not kept yet; an install that was cut short goes on where it stopped. */
async function fill() {
  await new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const store = await caches.open(CACHE);
  const there = new Set((await store.keys()).map(({ url }) => url));
  const missing = Object.keys(files).filter((name) => !there.has(new URL(keyOf(name)).href));
  const fetchNext = async () => {
    for (let name = missing.shift(); name !== undefined; name = missing.shift()) {
      // Of another version, or altered on the way, it is refused, and with it this version as a whole.
      const cache = HASHED.test(name) ? "default" : "no-cache";
      const answer = await fetch(root + name, { cache, integrity: files[name] });
      if (!answer.ok || answer.redirected) throw new Error(`${name} cannot be kept`);
      await store.put(keyOf(name), answer);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
}

/** Lets go of what only older versions had. Caches of others on this host are left alone. */
async function discard() {
  const cache = await caches.open(CACHE);
  const wanted = new Set(Object.keys(files).map((name) => new URL(keyOf(name)).href));
  const old = (await cache.keys()).filter(({ url }) => !wanted.has(url));
  await Promise.all(old.map((key) => cache.delete(key)));
}

/**
 * @param {string} name
 * @param {Request} request
 */
async function kept(name, request) {
  const cache = await caches.open(CACHE);
  if (isNetworkFirst) {
    const answer = await fetch(request).catch(() => null);
    if (answer) return answer;
  }
  return (await cache.match(keyOf(name))) ?? fetch(request);
}

/**
 * What to show of the site where nothing is kept by that name and the network is gone.
 * @param {string} name
 */
async function elsewhere(name) {
  if (Object.hasOwn(files, `${name}/`)) return Response.redirect(`${root}${name}/`);
  const page = await kept("404.html", new Request(`${root}404.html`));
  return new Response(page.body, { status: 404, headers: page.headers });
}

/** @param {MessagePort | undefined} port Is told whether the new version is used from now on. */
async function use(port) {
  const open = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const isFree = !open.some(({ url }) => FORMS.includes(nameOf(url)));
  if (isFree) await worker.skipWaiting();
  port?.postMessage(isFree);
}
