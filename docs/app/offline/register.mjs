/**
 * Registers the service worker, which keeps the toolkit on the device (service-worker.js), and offers a new version when it is ready.
 * It never reloads a page without being asked.
 */
import { SERVICE_WORKER, trustedWorker } from "../security/trusted-types.mjs";

/** @type {ServiceWorkerRegistration | undefined} Held from the start, because the sealed page cannot ask for it any more. */
let registered;

/** Tells whether this device has a copy of the site, so that its pages load without a network. */
export const hasOfflineCopy = () => Boolean(registered?.active);

/** Registers the service worker. Without service workers or storage the site works in the same way, but only online. */
export async function keepOffline() {
  if (!navigator.serviceWorker) return;
  try {
    const registration = await navigator.serviceWorker.register(trustedWorker(SERVICE_WORKER), {
      updateViaCache: "none",
    });
    registered = registration;
    follow(registration);
  } catch {
    // Not allowed or not reachable. The next visit tries again.
  }
}

/** @param {ServiceWorkerRegistration} registration */
function follow(registration) {
  const look = () => {
    // The first version is not an update, so do not announce it.
    if (registration.waiting && registration.active) offer(registration.waiting);
  };
  look();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });
}

/** @param {ServiceWorker} waiting */
function offer(waiting) {
  const notice = document.querySelector("[data-new-version]");
  if (!(notice instanceof HTMLElement)) return;
  notice.hidden = false;
  const button = notice.querySelector("button");
  const refused = notice.querySelector("[data-refused]");
  button?.addEventListener("click", () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data: isUsed }) => {
      if (isUsed) location.reload();
      else if (refused instanceof HTMLElement) refused.hidden = false;
    };
    waiting.postMessage("use", [port2]);
  });
}
