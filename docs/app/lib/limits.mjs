/** Size limits that page and Python share. scoring/limits.py describes each of them. */
import table from "../../../scoring/limits.json" with { type: "json" };

/** A message to Python, in characters. */
export const MESSAGE = table.message;
/** A saved file, encrypted or not, in characters. */
export const ENCRYPTED_FILE = table.encrypted_file;
/** Entries of one list of the case record. */
export const ENTRIES = table.entries;
