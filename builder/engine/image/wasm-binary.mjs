/**
 * Reads and writes the binary form of WebAssembly, as far as an image needs it: sections, and the numbers in them.
 *
 * @typedef {{ id: number, body: Uint8Array }} Section
 */

/** The numbers by which the format names its sections. */
export const SECTION = { custom: 0, imports: 2, memory: 5, globals: 6, exports: 7, elements: 9, code: 10, data: 11, dataCount: 12 };
/** What an import or export is. */
export const KIND = { function: 0, table: 1, memory: 2, global: 3 };

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** Goes through bytes from front to back. */
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

  /** An unsigned number in the format's own variable length. */
  unsigned() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const part = this.byte();
      value |= (part & 127) << shift;
      if (part < 128) return value >>> 0;
    }
  }

  /** A signed number of 32 bits. */
  signed() {
    let value = 0;
    for (let shift = 0; ; ) {
      const part = this.byte();
      value |= (part & 127) << shift;
      shift += 7;
      if (part < 128) return shift < 32 && part & 64 ? value | (-1 << shift) : value;
    }
  }

  /** Passes over a number of any length. */
  skip() {
    while (this.byte() & 128);
  }

  /** @param {number} count */
  take(count) {
    return this.bytes.subarray(this.at, (this.at += count));
  }

  /** Bytes with their count before them. */
  counted() {
    return this.take(this.unsigned());
  }

  text() {
    return new TextDecoder().decode(this.counted());
  }

  /**
   * A list: its length, then its items.
   * @template T
   * @param {() => T} item
   */
  list(item) {
    return Array.from({ length: this.unsigned() }, item);
  }
}

/** @param {number} value */
export function unsigned(value) {
  const bytes = [];
  for (let rest = value >>> 0; ; rest >>>= 7) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest & 127) | 128);
  }
}

/** @param {number} value Of 32 bits. */
export function signed(value) {
  const bytes = [];
  for (let rest = value | 0; ; rest >>= 7) {
    if (rest >= -64 && rest < 64) return [...bytes, rest & 127];
    bytes.push((rest & 127) | 128);
  }
}

/** @param {Uint8Array | number[]} content */
export const counted = (content) => Buffer.concat([Uint8Array.from(unsigned(content.length)), Uint8Array.from(content)]);

/** @param {string} words */
export const text = (words) => counted(new TextEncoder().encode(words));

/** @param {(Uint8Array | number[])[]} items */
export const list = (items) => Buffer.concat([Uint8Array.from(unsigned(items.length)), ...items.map((item) => Uint8Array.from(item))]);

/**
 * @param {Uint8Array} module
 * @returns {Section[]}
 */
export function split(module) {
  if (HEADER.some((byte, at) => module[at] !== byte)) throw new Error("This is no WebAssembly module.");
  const reader = new Reader(module, HEADER.length);
  const found = [];
  while (!reader.done) found.push({ id: reader.byte(), body: reader.counted() });
  return found;
}

/** @param {Section[]} sections */
export const join = (sections) =>
  Buffer.concat([Uint8Array.from(HEADER), ...sections.flatMap(({ id, body }) => [Uint8Array.of(id), counted(body)])]);

/**
 * @param {Section[]} sections
 * @param {number} id
 */
export function sectionOf(sections, id) {
  const found = sections.filter((section) => section.id === id);
  if (found.length !== 1) throw new Error(`The module has ${found.length} sections of kind ${id}, not one.`);
  return found[0].body;
}
