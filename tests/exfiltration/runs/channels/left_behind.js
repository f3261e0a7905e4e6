/**
 * Channels by data that stays in the browser. Cookies are sent with the next request to the host. The rest is found by
 * another page of the site. Channels that need the site's service worker are here too.
 */

way("cookie", ({ secret }) => (document.cookie = `${secret}=1; path=/`), LEFT);
way("cookie by the cookie store", ({ secret }) => cookieStore.set(secret, "1"), LEFT);
way("cookie by a fresh window", ({ secret }) => (freshWindow().document.cookie = `${secret}=1; path=/`), LEFT);
way("local storage", ({ secret }) => localStorage.setItem(secret, ""), LEFT);
way("files of the site", async ({ secret }) => {
  await (await navigator.storage.getDirectory()).getFileHandle(secret, { create: true });
}, { ...LEFT, where: "both" });
way("IndexedDB", ({ secret }) => new Promise((done) => (indexedDB.open(secret).onsuccess = done)), { ...LEFT, where: "both" });
way("cache", ({ secret }) => caches.open(secret), { ...LEFT, where: "both" });
way("broadcast channel", ({ secret }) => {
  const channel = new BroadcastChannel("left");
  setInterval(() => channel.postMessage(secret), 50);
}, { ...LEFT, where: "both" });
way("name of a lock", ({ secret }) => void navigator.locks.request(secret, () => new Promise(() => {})), { ...LEFT, where: "both" });

const KEPT = /** @type {const} */ ({ tried: "kept", patience: 15000 });

way("header of the next page, by the service worker", async ({ secret }) => {
  const { navigationPreload } = await kept();
  await navigationPreload.enable();
  await navigationPreload.setHeaderValue(secret);
}, KEPT);
way("fetch in the background, by the service worker", async ({ address, secret }) => (await kept()).backgroundFetch.fetch(secret, [address]), KEPT);
way("notification's icon, by the service worker", async ({ address }) => (await kept()).showNotification("x", { icon: `${address}.png` }), KEPT);
way("own host: the service worker's file asked for, as a sign for each time", async () => {
  await kept().catch(() => {});
  const { serviceWorker } = navigator.serviceWorker ? navigator : freshWindow().navigator;
  const registration = await serviceWorker.getRegistration("/");
  for (let time = 0; time < 20; time += 1) await registration.update();
}, KEPT);

/**
 * Registers the site's service worker; returns its registration. The assessment does this itself before it is sealed.
 */
async function kept() {
  await navigator.serviceWorker.register("/service-worker.js").catch(() => {});
  return navigator.serviceWorker.ready;
}
