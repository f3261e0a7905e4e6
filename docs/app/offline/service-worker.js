/**
 * Service worker: precaches the whole toolkit, so that it works offline after one visit. The build prepends constants: FILES (each
 * file's address below the site's root with its SHA-256), COMMON and HEADERS (the response headers of all files and of single files),
 * FORMS (the addresses of the pages that hold answers), and the VERSION computed from them.
 *
 * Any script of this origin can write to the cache. So cached files are not trusted: a file is used only if its SHA-256 is
 * the one in FILES, and always with the build's headers, never with the cached ones.
 *
 * The cache key contains the hash, so versions share unchanged files, and a page gets all its files from one version. A new version
 * waits until no page of the old one is open, or until a person asks for it while no form is open. The code must not change while
 * a form has answers.
 */
/// <reference lib="webworker" />

/** @typedef {Record<string, string>} Names */
/** @typedef {{ assessment: string, audit: string, checklist: string }} Forms */
/** @typedef {{ FILES: Names, COMMON: Names, HEADERS: Record<string, Names>, FORMS: Forms, VERSION: string }} Constants */
const { FILES, COMMON, HEADERS, FORMS, VERSION } = /** @type {Constants} */ (/** @type {unknown} */ (globalThis));
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));

// Set by the development server, whose pages change while they are open.
const isNetworkFirst = "NETWORK_FIRST" in globalThis;

const CACHE = "hillingdon-cse-toolkit";
const AT_ONCE = 4;
// Statuses with which the host says that it has no such file. They do not mean that there is no network.
const GONE = [404, 410];
// In ms. The page that registered this worker may still be loading its engine, which has priority.
const INSTALL_DELAY = 3000;
// Addresses that contain a content hash, so that the HTTP cache can be trusted to be current.
const HASHED = /[/-][0-9a-f]{16,64}\//;
// The folder of this script. It is not taken from the scope, because any page can register this script for a smaller scope.
const root = new URL(".", worker.location.href).href;

const NOT_A_PAGE = { "Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff" };
const REFUSAL = `<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>This page was not opened</title><h1>This page was not opened</h1>
<p>The copy of this page that is stored on this device is damaged or has been changed, and a correct copy could not be downloaded.</p>
<p>Connect to the network, then load the page again. If you see this message again, clear this browser’s data for this site. This also deletes any draft that is kept in this browser.</p>
<p>If a child is, or may be, in danger now, call 999.</p></html>`;

worker.addEventListener("install", (event) => event.waitUntil(fill()));
worker.addEventListener("activate", (event) => event.waitUntil(discard()));
worker.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET" || !url.startsWith(root)) return;
  const name = nameOf(url);
  if (Object.hasOwn(FILES, name)) event.respondWith(answer(name, event.request));
  else if (mode === "navigate") event.respondWith(elsewhere(name, event.request));
});
worker.addEventListener("message", (event) => {
  if (event.data === "version") event.ports[0]?.postMessage(VERSION);
  if (event.data === "use") event.waitUntil(use(event.ports[0]));
});

/** @param {string} url */
const nameOf = (url) =>
  url
    .slice(root.length)
    .replace(/[?#].*/s, "")
    .replace(/(^|\/)index\.html$/, "$1");

/** @param {string} name */
const keyOf = (name) => new URL(`${root}${name}?${FILES[name]}`).href;

/** Fetches every file whose cached copy is missing or wrong. An interrupted install continues where it stopped. */
async function fill() {
  await new Promise((resolve) => setTimeout(resolve, INSTALL_DELAY));
  const names = Object.keys(FILES);
  const fillNext = async () => {
    for (let name = names.shift(); name !== undefined; name = names.shift()) {
      if (await cached(name)) continue;
      // A file of another version, or one that was altered on the way, fails the install as a whole.
      const bytes = await fetched(name);
      if (!bytes) throw new Error(`${name} is not the file of this version`);
      // A file that the browser cannot store fails it too: with an incomplete copy some pages would not open without a network.
      await keep(name, bytes);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fillNext));
}

/** Deletes files that only older versions used. Does not touch other caches of this origin. */
async function discard() {
  const cache = await caches.open(CACHE);
  const currentKeys = new Set(Object.keys(FILES).map(keyOf));
  const outdated = (await cache.keys()).filter(({ url }) => !currentKeys.has(url));
  await Promise.all(outdated.map((key) => cache.delete(key)));
}

/**
 * Returns the cached bytes of a file if they match the build's hash. Deletes them otherwise.
 * @param {string} name
 */
async function cached(name) {
  // An entry that someone else wrote may have a Vary header, or a body that cannot be read.
  const options = { ignoreVary: true };
  try {
    const cache = await caches.open(CACHE);
    const response = await cache.match(keyOf(name), options);
    const bytes = await response?.arrayBuffer().catch(() => undefined);
    if (bytes && (await isRight(name, bytes))) return bytes;
    if (response) await cache.delete(keyOf(name), options);
  } catch {
    // The browser blocks storage.
  }
  return undefined;
}

/**
 * Fetches a file from the network. Returns nothing if the network has another version of the file or no longer has it: then it has
 * another version of the site. Rejects if the network cannot be reached or the host fails.
 * @param {string} name
 */
async function fetched(name) {
  // The browser's own cache can hold wrong bytes too. So a wrong file is requested again without that cache.
  for (const cache of /** @type {RequestCache[]} */ ([HASHED.test(name) ? "default" : "no-cache", "reload"])) {
    const response = await fetch(root + name, { cache });
    if (GONE.includes(response.status)) return undefined;
    if (!response.ok || response.redirected) throw new Error(`${name} is not on the network`);
    const bytes = await response.arrayBuffer();
    if (await isRight(name, bytes)) return bytes;
  }
  return undefined;
}

/**
 * Fetches a file whose kept copy is missing or wrong, and keeps it.
 * @param {string} name
 */
async function fetchAndCache(name) {
  const bytes = await fetched(name);
  // Without space for the cache, the file is still used, and is fetched again the next time.
  if (bytes) await keep(name, bytes).catch((fault) => console.error(`${name} was not kept:`, fault));
  return bytes;
}

/**
 * @param {string} name
 * @param {ArrayBuffer} bytes
 */
async function keep(name, bytes) {
  const cache = await caches.open(CACHE);
  await cache.put(keyOf(name), new Response(bytes));
}

/**
 * @param {string} name
 * @param {ArrayBuffer} bytes
 */
async function isRight(name, bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256-${btoa(String.fromCharCode(...digest))}` === FILES[name];
}

/**
 * Responds with a file of this version.
 * @param {string} name One of FILES.
 * @param {Request} request
 */
async function answer(name, request) {
  if (isNetworkFirst) {
    const now = await fetch(request).catch(() => null);
    if (now) return now;
  }
  const isPage = request.mode === "navigate";
  try {
    const bytes = (await cached(name)) ?? (await fetchAndCache(name));
    if (bytes) return new Response(bytes, { headers: isPage ? await forWindow(name) : headersOf(name) });
    // The site has a newer version, or has been withdrawn. The next visit gets what the host has.
    await worker.registration.unregister();
  } catch {
    // No network.
  }
  if (!isPage) return Response.error();
  return new Response(REFUSAL, { status: 503, headers: { ...NOT_A_PAGE, "Content-Type": "text/html; charset=utf-8" } });
}

/** @param {string} name @returns {Names} */
const headersOf = (name) => ({ ...COMMON, ...HEADERS[name] });

/**
 * Returns the headers of a page. Two windows can exchange messages only if they have the same opener policy. A checklist that was
 * opened before this worker took over has its host's policy, so the assessment that it opens needs the same one. The policy is read
 * from the network, not from the cache.
 * @param {string} name
 */
async function forWindow(name) {
  const headers = headersOf(name);
  if (name !== FORMS.assessment) return headers;
  const [all, ours] = await Promise.all([true, false].map(windows));
  const ids = new Set(ours.map(({ id }) => id));
  if (!all.some(({ id, url }) => !ids.has(id) && nameOf(url) === FORMS.checklist)) return headers;
  const asSent = await fetch(root + name, { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (!asSent) return headers;
  for (const header of ["Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy"]) {
    if (!asSent.headers.has(header)) delete headers[header];
  }
  return headers;
}

/** @param {boolean} includeUncontrolled */
const windows = (includeUncontrolled) => worker.clients.matchAll({ type: "window", includeUncontrolled });

/**
 * Responds to an address that is not in FILES. A page that comes from the network must not open without a policy.
 * @param {string} name
 * @param {Request} request
 */
async function elsewhere(name, request) {
  const response = await fetch(request).catch(() => null);
  if (response && (isNetworkFirst || response.status !== 404)) return isNetworkFirst ? response : withPolicy(response);
  if (!response && Object.hasOwn(FILES, `${name}/`)) return Response.redirect(`${root}${name}/`);
  const page = await answer("404.html", new Request(`${root}404.html`));
  return new Response(page.body, { status: 404, headers: page.headers });
}

/** @param {Response} response */
function withPolicy(response) {
  // The browser follows a redirect and asks here again. A page of a newer version contains its own policy.
  if (response.type === "opaqueredirect" || response.headers.get("Content-Type")?.startsWith("text/html"))
    return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(NOT_A_PAGE)) headers.append(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** @param {MessagePort | undefined} port Receives whether the new version is used. */
async function use(port) {
  const isFree = !(await windows(true)).some(({ url }) => Object.values(FORMS).includes(nameOf(url)));
  if (isFree) await worker.skipWaiting();
  port?.postMessage(isFree);
}
