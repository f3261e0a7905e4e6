/**
 * Stores the encrypted draft in IndexedDB: the last three versions and the times that decide how long it is kept. No key and no
 * passphrase is ever stored beside it.
 */
import { adjusted } from "./draft-lifetime.mjs";
import { database as api } from "../storage.mjs";

const DATABASE = "hillingdon-cse-draft";
const STORE = "draft";
const KEY = "draft";

/**
 * @typedef {import("./draft-lifetime.mjs").Draft} Draft
 */

/**
 * Returns the stored draft, with times that fit the current clock, or nothing.
 * @returns {Promise<Draft | undefined>}
 */
export async function readDraft() {
  if (!(await exists())) return undefined;
  const stored = await inStore("readonly", (store) => api.get(store, KEY));
  const draft = adjusted(stored, Date.now());
  // The database may have just been created by another tab, and still be empty.
  if (!draft && stored !== undefined) await deleteDraft();
  return draft;
}

/**
 * Stores a draft. Rejects if the browser blocks storage or has no space.
 * @param {Draft} draft
 * @returns {Promise<Draft>}
 */
export async function writeDraft(draft) {
  await inStore("readwrite", (store) => api.put(store, draft, KEY));
  return draft;
}

/** Deletes the draft and its database. */
export async function deleteDraft() {
  await settled(api.deleteDatabase(DATABASE));
}

/** Opening a database creates it. Most people never keep a draft, so look before opening. */
async function exists() {
  const databases = /** @type {IDBDatabaseInfo[]} */ (await api.databases());
  return databases.some(({ name }) => name === DATABASE);
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} use
 * @returns {Promise<T>}
 */
async function inStore(mode, use) {
  const opening = api.open(DATABASE, 1);
  opening.onupgradeneeded = () => api.createObjectStore(opening.result, STORE);
  const database = await settled(opening);
  try {
    const transaction = api.transaction(database, STORE, mode, { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    const [result] = await Promise.all([settled(use(api.objectStore(transaction, STORE))), done]);
    return result;
  } finally {
    api.close(database);
  }
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
