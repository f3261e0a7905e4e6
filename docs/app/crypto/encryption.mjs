/** Encryption and file access for saving, bundled with their npm packages into one file that the page loads before it is sealed. */
export { fileSave } from "browser-fs-access";
export { encrypt, DecryptionError, looksEncrypted, decrypt } from "./jwe.mjs";
export { normalise } from "./passphrase.mjs";

/** Loads the passphrase generator. Its word lists are in this bundle, but evaluating them blocks the page, so it waits for the first save. */
export const guessing = () => import("./passphrase-generator.mjs");
