/**
 * Encrypts and decrypts saved files: JSON Web Encryption (RFC 7516, compact serialisation) with a key derived from a passphrase. Any
 * program that implements the standard can open them (docs/about/file-format.md). scoring/cli/encryption/jwe.py has the same rules, and
 * tests/vectors/locked-files.json tests both.
 */
import { compactDecrypt, CompactEncrypt } from "jose";
import { ENCRYPTED_FILE } from "../lib/limits.mjs";
import { normalise, normaliseBefore } from "./passphrase.mjs";

const HEADER = { alg: "PBES2-HS512+A256KW", enc: "A256GCM", typ: "hillingdon-cse+jwe", cty: "json" };
/** Iterations of PBKDF2. They make each guess slow; passphrase-strength.mjs states the cost. */
export const ROUNDS = 600_000;
const FEWEST_ROUNDS = 1_000;
// A crafted file with more iterations could keep the computer busy for hours.
const MOST_ROUNDS = 2_000_000;
// In base64 characters. The standard requires at least 8 bytes.
const SALT = { shortest: 11, longest: 1_366 };
// The lengths of the wrapped key (40 bytes), the nonce (12) and the tag (16) in base64.
const LENGTHS = [54, 16, undefined, 22];
// A JSON object of strings and whole numbers, without escapes. No program needs more for such a simple header.
const MEMBER = /"([A-Za-z0-9]+)"[ \t\r\n]*:[ \t\r\n]*("[ !#-[\]-~]*"|0|[1-9][0-9]{0,9})/;
const JSON_HEADER = new RegExp(
  `^[ \\t\\r\\n]*\\{[ \\t\\r\\n]*${MEMBER.source}([ \\t\\r\\n]*,[ \\t\\r\\n]*${MEMBER.source})*[ \\t\\r\\n]*\\}[ \\t\\r\\n]*$`,
);
// The last character has no unused bits set, so that each file has only one encoding.
const BASE64 = /^([A-Za-z0-9_-]{4})*([A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?$/;
const SPACE_AROUND = /^[ \t\r\n]+|[ \t\r\n]+$/g;

/** Decryption failed: the passphrase is wrong or the file was changed. It is not possible to tell which. */
export class DecryptionError extends Error {
  name = "DecryptionError";
}

/**
 * Encrypts a text with a passphrase.
 * @param {string} text
 * @param {string} passphrase
 * @param {number} [rounds]
 * @returns {Promise<string>} The file's content.
 */
export async function encrypt(text, passphrase, rounds = ROUNDS) {
  const jwe = await new CompactEncrypt(bytes(text))
    .setProtectedHeader(HEADER)
    .setKeyManagementParameters({ p2c: rounds })
    .encrypt(bytes(normalise(passphrase)));
  return `${jwe}\n`;
}

/**
 * Decrypts a file. Rejects with DecryptionError.
 * @param {string} file
 * @param {string} passphrase
 * @returns {Promise<string>} The text.
 */
export async function decrypt(file, passphrase) {
  const compact = file.replace(SPACE_AROUND, "");
  if (file.length > ENCRYPTED_FILE || !isAllowed(compact)) throw new DecryptionError();
  // Files that were saved with the earlier normalisation need it to open.
  for (const form of new Set([normalise(passphrase), normaliseBefore(passphrase)])) {
    const text = form ? await decrypted(compact, form) : undefined;
    if (text !== undefined) return text;
  }
  throw new DecryptionError();
}

/**
 * Returns whether a file looks encrypted, even if it is damaged: all encrypted files start with the same letters.
 * @param {string} text
 */
export const looksEncrypted = (text) => /^[ \t\r\n]*eyJ[A-Za-z0-9_.-]*[ \t\r\n]*$/.test(text);

/**
 * Returns whether a file keeps the rules for headers and lengths. Otherwise no key is derived and nothing is decrypted.
 * @param {string} compact
 */
function isAllowed(compact) {
  const [head, ...rest] = compact.split(".");
  if (rest.length !== 4 || ![head, ...rest].every((part) => BASE64.test(part))) return false;
  if (!rest.every((part, at) => LENGTHS[at] === undefined || part.length === LENGTHS[at])) return false;
  const text = atob(head.replaceAll("-", "+").replaceAll("_", "/"));
  if (!JSON_HEADER.test(text)) return false;
  const members = [...text.matchAll(new RegExp(MEMBER, "g"))].map(
    (match) => /** @type {[string, string | number]} */ ([match[1], JSON.parse(match[2])]),
  );
  const { alg, enc, p2c, p2s, typ, cty, ...others } = Object.fromEntries(members);
  return (
    new Set(members.map(([name]) => name)).size === members.length &&
    Object.keys(others).length === 0 &&
    alg === HEADER.alg &&
    enc === HEADER.enc &&
    typeof p2c === "number" &&
    p2c >= FEWEST_ROUNDS &&
    p2c <= MOST_ROUNDS &&
    typeof p2s === "string" &&
    BASE64.test(p2s) &&
    p2s.length >= SALT.shortest &&
    p2s.length <= SALT.longest &&
    (typ === undefined || typ === HEADER.typ) &&
    (cty === undefined || cty === HEADER.cty)
  );
}

/**
 * @param {string} compact
 * @param {string} form The normalised passphrase.
 * @returns {Promise<string | undefined>} Nothing if decryption fails or the result is not UTF-8.
 */
async function decrypted(compact, form) {
  try {
    const { plaintext } = await compactDecrypt(compact, bytes(form), {
      keyManagementAlgorithms: [HEADER.alg],
      contentEncryptionAlgorithms: [HEADER.enc],
      maxPBES2Count: MOST_ROUNDS,
    });
    // Keep a byte order mark: Python decides about it, as it does on the command line.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(plaintext);
  } catch {
    return undefined;
  }
}

/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);
