/** Hardens navigation: only a person can leave the page, and only to an address that was in the page when it was sealed. */
import { reader, uncurried } from "./originals.mjs";

/** @type {any} */
const { NavigateEvent, NavigationDestination, navigation } = globalThis;
const of = (/** @type {string} */ name) => reader(NavigateEvent?.prototype, name);
const destination = of("destination");
const downloadRequest = of("downloadRequest");
const hashChange = of("hashChange");
const navigationType = of("navigationType");
const userInitiated = of("userInitiated");
const url = reader(NavigationDestination?.prototype, "url");
const preventDefault = uncurried(Event.prototype.preventDefault);
const startsWith = uncurried(String.prototype.startsWith);

/**
 * Cancels other navigations, where the browser has the Navigation API.
 * @param {(address: string) => boolean} isOwn Whether an address was in the page when it was sealed.
 */
export function hardenNavigation(isOwn) {
  const originalLocation = location;
  /** @param {Event} event */
  const leaving = (event) => {
    const address = url(destination(event));
    const isSave = downloadRequest(event) !== null && startsWith(address, "blob:");
    const stays = isSave || hashChange(event) || address === originalLocation.href;
    const isWanted = userInitiated(event) && (navigationType(event) === "traverse" || isOwn(address));
    if (!stays && !isWanted) preventDefault(event);
  };
  navigation?.addEventListener("navigate", leaving, { capture: true });
}
