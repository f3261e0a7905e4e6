/**
 * Reads and writes the WebAssembly binary format, as far as an image needs it: sections, vectors and LEB128 integers.
 *
 * @typedef {{ id: number, body: Uint8Array }} Section
 */

/** Section ids of the format. */
export const SECTION = {
  custom: 0,
  imports: 2,
  memory: 5,
  globals: 6,
  exports: 7,
  elements: 9,
  code: 10,
  data: 11,
  dataCount: 12,
};
/** Kinds of imports and exports. */
export const KIND = { function: 0, table: 1, memory: 2, global: 3 };

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** Reads bytes in order. */
export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  get done() {
    return this.at >= this.bytes.length;
  }

  byte() {
    return this.bytes[this.at++];
  }

  /** Reads an unsigned LEB128 integer of 32 bits. */
  unsigned() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const part = this.byte();
      value |= (part & 127) << shift;
      if (part < 128) return value >>> 0;
    }
  }

  /** Reads a signed LEB128 integer of 32 bits. */
  signed() {
    let value = 0;
    for (let shift = 0; ; ) {
      const part = this.byte();
      value |= (part & 127) << shift;
      shift += 7;
      if (part < 128) return shift < 32 && part & 64 ? value | (-1 << shift) : value;
    }
  }

  /** Skips a LEB128 integer of any length. */
  skip() {
    while (this.byte() & 128);
  }

  /** @param {number} count */
  take(count) {
    const from = this.at;
    this.at += count;
    return this.bytes.subarray(from, this.at);
  }

  /** Reads bytes that are preceded by their count. */
  counted() {
    return this.take(this.unsigned());
  }

  text() {
    return new TextDecoder().decode(this.counted());
  }

  /**
   * Reads a vector: its length, then its items.
   * @template T
   * @param {() => T} item
   */
  list(item) {
    return Array.from({ length: this.unsigned() }, item);
  }
}

/**
 * Encodes an unsigned integer of 32 bits as LEB128.
 * @param {number} value
 */
export function unsigned(value) {
  const bytes = [];
  for (let rest = value >>> 0; ; rest >>>= 7) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest & 127) | 128);
  }
}

/**
 * Encodes a signed integer of 32 bits as LEB128.
 * @param {number} value
 */
export function signed(value) {
  const bytes = [];
  for (let rest = value | 0; ; rest >>= 7) {
    if (rest >= -64 && rest < 64) return [...bytes, rest & 127];
    bytes.push((rest & 127) | 128);
  }
}

/**
 * Returns bytes preceded by their count.
 * @param {Uint8Array | number[]} content
 */
export const counted = (content) =>
  Buffer.concat([Uint8Array.from(unsigned(content.length)), Uint8Array.from(content)]);

/**
 * Encodes a name.
 * @param {string} words
 */
export const text = (words) => counted(new TextEncoder().encode(words));

/**
 * Encodes a vector.
 * @param {(Uint8Array | number[])[]} items
 */
export const list = (items) =>
  Buffer.concat([Uint8Array.from(unsigned(items.length)), ...items.map((item) => Uint8Array.from(item))]);

/**
 * Splits a module into its sections.
 * @param {Uint8Array} module
 * @returns {Section[]}
 */
export function split(module) {
  if (HEADER.some((byte, at) => module[at] !== byte)) throw new Error("This is not a WebAssembly module.");
  const reader = new Reader(module, HEADER.length);
  const matches = [];
  while (!reader.done) matches.push({ id: reader.byte(), body: reader.counted() });
  return matches;
}

/**
 * Returns the module with these sections.
 * @param {Section[]} sections
 */
export const join = (sections) =>
  Buffer.concat([Uint8Array.from(HEADER), ...sections.flatMap(({ id, body }) => [Uint8Array.of(id), counted(body)])]);

/**
 * Returns the only section with an id.
 * @param {Section[]} sections
 * @param {number} id
 */
export function sectionOf(sections, id) {
  const matches = sections.filter((section) => section.id === id);
  if (matches.length !== 1) throw new Error(`The module has ${matches.length} sections of kind ${id}, not one.`);
  return matches[0].body;
}
