/**
 * What no policy covers, shut by a script: after this nobody but a person leads the page elsewhere, and only by the page's own
 * links; ways to speak to other windows, hosts and later visits are taken out. It is a guard and not a fence: whoever runs a
 * program in the page can get the same things again from an empty frame. What enforces is the policy, and our headers.
 */

// The page uses none of them once it is sealed. Not every browser has all.
/** @type {[object | undefined, string[]][]} */
const GONE = [
  [globalThis, ["BroadcastChannel", "RTCPeerConnection", "webkitRTCPeerConnection"]],
  [globalThis, ["cookieStore", "documentPictureInPicture", "open"]],
  [Navigator.prototype, ["credentials"]],
  [globalThis.NavigationPreloadManager?.prototype, ["setHeaderValue"]],
];

/** To be called once, when all that the page asks of other windows has been asked. */
export function guard() {
  takeOut();
  const isOwn = ownLinks();
  guardLinks(isOwn);
  guardNavigation(isOwn);
  guardMessages();
}

function takeOut() {
  for (const [holder, names] of GONE) {
    for (const name of names) if (holder) Reflect.deleteProperty(holder, name);
  }
  Object.defineProperty(Document.prototype, "cookie", { value: "", configurable: false });
}

/** @returns {(address: string) => boolean} Whether an address is one of the page's, or of its links as they are now. */
function ownLinks() {
  const own = new Set([location.href, ...[...document.links].map(({ href }) => href)].map(withoutPlace));
  return (address) => own.has(withoutPlace(address));
}

/** @param {string} address */
const withoutPlace = (address) => address.replace(/#.*/s, "");

/**
 * Also links that open a new tab, and those that a script clicks.
 * @param {(address: string) => boolean} isOwn
 */
function guardLinks(isOwn) {
  /** @param {Event} event */
  const followed = (event) => {
    for (const each of event.composedPath()) {
      if (!(each instanceof Element) || !each.matches("a, area")) continue;
      const { download, href } = /** @type {any} */ (each);
      // What the page saves is in its own memory: nobody is asked for it.
      const isSave = Boolean(download) && String(href).startsWith("blob:");
      if (href && !isSave && !isOwn(String(href.baseVal ?? href))) event.preventDefault();
    }
  };
  for (const type of ["click", "auxclick"]) addEventListener(type, followed, { capture: true });
}

/** @param {(address: string) => boolean} isOwn */
function guardNavigation(isOwn) {
  const { navigation } = /** @type {{ navigation?: EventTarget }} */ (/** @type {unknown} */ (globalThis));
  /** @param {any} event */
  const leaving = (event) => {
    const { userInitiated, destination, downloadRequest, hashChange, navigationType } = event;
    const isSave = downloadRequest !== null && destination.url.startsWith("blob:");
    const stays = isSave || hashChange || destination.url === location.href;
    const isWanted = userInitiated && (navigationType === "traverse" || isOwn(destination.url));
    if (!stays && !isWanted) event.preventDefault();
  };
  navigation?.addEventListener("navigate", leaving, { capture: true });
}

/** The page that opened this one may be anybody's. What it had to hand over was asked for when the form started (signs.mjs). */
function guardMessages() {
  window.opener = null;
  addEventListener("message", (event) => event.stopImmediatePropagation(), { capture: true });
}
