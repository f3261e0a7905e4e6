/**
 * Hardens the page by script where no policy applies: it removes the functions for navigation, for messages to other windows and
 * hosts, and for storage.
 *
 * An empty frame would have the functions again, so frames are blocked too. That is complete only in browsers with Trusted Types,
 * where markup cannot create a frame; in others it is an obstacle. A script that ran earlier may have kept references. Only the
 * policy and the response headers are enforced by the browser.
 */
import { hardenLinks, withoutFragment } from "./harden-links.mjs";
import { hardenNavigation } from "./harden-navigation.mjs";
import { hardenWindows } from "./harden-windows.mjs";
import { removeProperties, uncurried } from "./originals.mjs";

// The sealed page uses none of these. Not every browser has all of them.
/** @type {[object | undefined, string[]][]} */
const GONE = [
  [
    globalThis,
    [
      // Other windows, other pages of this site, later visits.
      ...["BroadcastChannel", "SharedWorker", "cookieStore", "documentPictureInPicture", "open", "sharedStorage"],
      ...["caches", "indexedDB", "localStorage", "sessionStorage"],
      // Other hosts and devices.
      ...[
        "DigitalCredential",
        "IdentityCredential",
        "IdentityProvider",
        "NDEFReader",
        "Notification",
        "PaymentRequest",
      ],
      ...["PresentationRequest", "PublicKeyCredential", "RTCPeerConnection", "webkitRTCPeerConnection"],
      // A browser may contact its vendor's servers for a voice, a translation or a model.
      ...[
        "LanguageDetector",
        "LanguageModel",
        "Rewriter",
        "SpeechRecognition",
        "SpeechSynthesisUtterance",
        "Summarizer",
      ],
      ...["Translator", "Writer", "speechSynthesis", "webkitSpeechRecognition"],
    ],
  ],
  [
    Navigator.prototype,
    [
      ...[
        "bluetooth",
        "canShare",
        "contacts",
        "credentials",
        "getInstalledRelatedApps",
        "hid",
        "install",
        "locks",
        "login",
      ],
      ...["presentation", "registerProtocolHandler", "requestMIDIAccess", "requestMediaKeySystemAccess", "serial"],
      ...[
        "serviceWorker",
        "share",
        "storage",
        "storageBuckets",
        "usb",
        "webkitPersistentStorage",
        "webkitTemporaryStorage",
      ],
    ],
  ],
  [Document.prototype, ["browsingTopics", "requestStorageAccess", "requestStorageAccessFor"]],
  [globalThis.NavigationPreloadManager?.prototype, ["disable", "enable", "setHeaderValue"]],
  [
    globalThis.ServiceWorkerRegistration?.prototype,
    [
      "backgroundFetch",
      "navigationPreload",
      "periodicSync",
      "pushManager",
      "showNotification",
      "sync",
      "unregister",
      "update",
    ],
  ],
];

const stopImmediatePropagation = uncurried(Event.prototype.stopImmediatePropagation);

/** Hardens the page. Must be called once, after the page's last exchange with other windows. */
export function hardenPage() {
  hardenWindows();
  for (let at = 0; at < GONE.length; at += 1) removeProperties(GONE[at][0], GONE[at][1]);
  Object.defineProperty(Document.prototype, "cookie", { value: "", configurable: false });
  const isOwn = ownAddresses();
  hardenLinks(isOwn);
  hardenNavigation(isOwn);
  guardMessages();
}

/**
 * Collects the addresses of the page and of its current links.
 * @returns {(address: string) => boolean} Whether an address is one of them.
 */
function ownAddresses() {
  /** @type {Record<string, true>} */
  const ownProperties = Object.create(null);
  for (const address of [location.href, ...[...document.links].map(({ href }) => href)])
    ownProperties[withoutFragment(address)] = true;
  return (address) => ownProperties[withoutFragment(address)] === true;
}

/** Blocks messages: the page that opened this one may be from another site. The signs were received earlier (import-signs.mjs). */
function guardMessages() {
  window.opener = null;
  addEventListener("message", (event) => stopImmediatePropagation(event), { capture: true });
}
