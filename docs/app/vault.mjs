/** All that saving needs from libraries, bundled into one file that the page loads before it is sealed. */
export { fileSave } from "browser-fs-access";
export { lock, LockedError, looksLocked, unlock } from "./jwe.mjs";
export { normalise } from "./phrase.mjs";

/** The lists of words are in this file, but only unpacked when somebody saves: it takes as long as a page may stand still. */
export const guessing = () => import("./guessing.mjs");
