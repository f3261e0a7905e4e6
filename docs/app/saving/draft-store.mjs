/**
 * The one draft that this browser may keep: locked text and the time until which it is kept, nothing else. No key and no word
 * is ever stored beside it.
 */
const DATABASE = "hillingdon-cse-draft";
const STORE = "draft";
const KEY = "draft";
/** How long a draft is kept after it was last written, in ms. */
export const LIFE = 24 * 60 * 60 * 1000;

/** @typedef {{ text: string, until: number }} Draft `until` in ms since 1970. */

/** @returns {Promise<Draft | undefined>} The draft, unless its time is over: then it is wiped. */
export async function readDraft() {
  if (!(await exists())) return undefined;
  const draft = await inStore("readonly", (store) => store.get(KEY));
  // A clock that was put back must not make a draft live for longer.
  if (draft && draft.until > Date.now() && draft.until <= Date.now() + LIFE) return draft;
  await wipeDraft();
  return undefined;
}

/**
 * @param {string} text Locked.
 * @returns {Promise<Draft>} Rejects where the browser does not let a page keep anything, or has no room.
 */
export async function writeDraft(text) {
  const draft = { text, until: Date.now() + LIFE };
  await inStore("readwrite", (store) => store.put(draft, KEY));
  return draft;
}

/** Takes the draft away, and the place where it was kept. */
export async function wipeDraft() {
  await settled(indexedDB.deleteDatabase(DATABASE));
}

/** Looking must not make a place for what is not there: most people never keep a draft. */
async function exists() {
  return (await indexedDB.databases()).some(({ name }) => name === DATABASE);
}

/**
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} use
 * @returns {Promise<any>}
 */
async function inStore(mode, use) {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = /** @type {IDBDatabase} */ (await settled(opening));
  try {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    const [result] = await Promise.all([settled(use(transaction.objectStore(STORE))), done]);
    return result;
  } finally {
    database.close();
  }
}

/** @param {IDBRequest} request @returns {Promise<any>} */
const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
