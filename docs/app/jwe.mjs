/**
 * The locked file: one JSON Web Encryption (RFC 7516, compact), locked with words. Every program that knows the standard can
 * open it; docs/about/file-format.md says how. The command line has the same in scoring/.
 */
import { compactDecrypt, CompactEncrypt } from "jose";
import { normalise } from "./phrase.mjs";

const HEADER = { alg: "PBES2-HS512+A256KW", enc: "A256GCM", typ: "hillingdon-cse+jwe", cty: "json" };
/** How often the words are hashed: what makes each guess of somebody who tries words cost half a second. */
export const ROUNDS = 600_000;
// Far more would keep the computer busy for hours with a file that only looks like one of ours.
const MOST_ROUNDS = 2_000_000;
// Nobody who locks a form of ours gets near it; the other limit, of what is unlocked, is Python's.
const LONGEST = 1_000_000;

/** The words are wrong, or the file is not as it was saved: which of the two nobody can know. */
export class LockedError extends Error {
  name = "LockedError";
}

/**
 * @param {string} text
 * @param {string} words
 * @param {number} [rounds]
 * @returns {Promise<string>} What goes into the file.
 */
export async function lock(text, words, rounds = ROUNDS) {
  const locked = await new CompactEncrypt(bytes(text))
    .setProtectedHeader(HEADER)
    .setKeyManagementParameters({ p2c: rounds })
    .encrypt(bytes(normalise(words)));
  return `${locked}\n`;
}

/**
 * @param {string} file
 * @param {string} words
 * @returns {Promise<string>} What was locked. Rejects with LockedError.
 */
export async function unlock(file, words) {
  try {
    if (file.length > LONGEST) throw new LockedError();
    const { plaintext } = await compactDecrypt(file.trim(), bytes(normalise(words)), {
      keyManagementAlgorithms: [HEADER.alg],
      contentEncryptionAlgorithms: [HEADER.enc],
      maxPBES2Count: MOST_ROUNDS,
    });
    return new TextDecoder("utf-8", { fatal: true }).decode(plaintext);
  } catch {
    throw new LockedError();
  }
}

/** @param {string} text Whether a file could be a locked one, or was before it was damaged: all begin with the same letters. */
export const looksLocked = (text) => /^\s*eyJ[\w.-]*\s*$/.test(text);

/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);
