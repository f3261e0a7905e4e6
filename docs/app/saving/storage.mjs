/**
 * Feature detection for saving and drafts: IndexedDB, Web Locks and Web Crypto. Not every browser or address has them. Stores
 * references when the page starts, because harden-page.mjs removes the originals from the sealed page.
 */
import { uncurried } from "../security/originals.mjs";

const factory = readOrUndefined(() => globalThis.indexedDB);
const { IDBDatabase, IDBFactory, IDBObjectStore, IDBTransaction, LockManager } = globalThis;
/**
 * IndexedDB's methods as functions. The factory's methods are bound to it. The other functions take their object as the first
 * argument.
 */
export const database = {
  open: bound(IDBFactory?.prototype.open, factory),
  deleteDatabase: bound(IDBFactory?.prototype.deleteDatabase, factory),
  databases: bound(IDBFactory?.prototype.databases, factory),
  close: uncurried(IDBDatabase?.prototype.close),
  createObjectStore: uncurried(IDBDatabase?.prototype.createObjectStore),
  transaction: uncurried(IDBDatabase?.prototype.transaction),
  objectStore: uncurried(IDBTransaction?.prototype.objectStore),
  get: uncurried(IDBObjectStore?.prototype.get),
  put: uncurried(IDBObjectStore?.prototype.put),
};
/** Requests a Web Lock, as `navigator.locks.request` does. */
export const requestLock = bound(
  LockManager?.prototype.request,
  readOrUndefined(() => globalThis.navigator.locks),
);

/**
 * Which features are missing here.
 * @typedef {object} Missing
 * @property {boolean} files Whether files cannot be saved or opened, because the address does not begin with "https".
 * @property {boolean} drafts Whether this browser cannot keep a draft, or could not find it on the next visit.
 */

/**
 * Finds out which features are missing.
 * @returns {Promise<Missing>}
 */
export async function missing() {
  const files = !globalThis.isSecureContext || !globalThis.crypto?.subtle;
  if (files || !factory || !IDBFactory.prototype.databases || !LockManager) return { files, drafts: true };
  // A browser that blocks storage shows it only when storage is used.
  return database.databases().then(
    () => ({ files, drafts: false }),
    () => ({ files, drafts: true }),
  );
}

/**
 * Reads a property of the global object. Where storage is blocked, reading it can throw.
 * @template T
 * @param {() => T} read
 * @returns {T | undefined}
 */
function readOrUndefined(read) {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/**
 * Binds a method to an object.
 * @param {Function | undefined} method
 * @param {unknown} self
 * @returns {(...given: any[]) => any}
 */
function bound(method, self) {
  const call = uncurried(method);
  return (...callArguments) => call(self, ...callArguments);
}
