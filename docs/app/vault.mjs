/** All that saving needs from libraries, bundled into one file that the page loads before it is sealed. */
export { fileSave } from "browser-fs-access";
export { lock, LockedError, looksLocked, unlock } from "./jwe.mjs";
export { makeWords, normalise, strength } from "./phrase.mjs";
