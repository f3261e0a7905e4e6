/**
 * Withdraws the toolkit: a service worker that deletes the copy of the site on each device, and then itself. Publish it in place of the
 * site's own service-worker.js (deploy/README.md, "Withdraw the site"). An open form keeps working until it is closed.
 */
addEventListener("install", () => globalThis.skipWaiting());
addEventListener("activate", (event) => event.waitUntil(withdraw()));

async function withdraw() {
  await caches.delete("hillingdon-cse-toolkit");
  await globalThis.registration.unregister();
}
