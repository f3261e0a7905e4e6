/**
 * Keeps the toolkit on the device (see service-worker.js), and says when a newer version is ready. It never loads a page anew
 * by itself.
 */
import { SERVICE_WORKER, trustedWorker } from "./trusted.mjs";

/** Where a browser has no service workers, or may keep nothing, the site works as before. */
export async function keepOffline() {
  if (!navigator.serviceWorker) return;
  try {
    const registration = await navigator.serviceWorker.register(trustedWorker(SERVICE_WORKER), { updateViaCache: "none" });
    follow(registration);
  } catch {
    // Not allowed or not reachable now: the next visit tries again.
  }
}

/** @param {ServiceWorkerRegistration} registration */
function follow(registration) {
  const look = () => {
    // The first version is no news to anybody.
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
