/**
 * Makes a zip archive of texts, for example a Word document. The browser provides the compression, so no package is needed. The
 * archive contains no time from the device: each file is dated 1 January 1980, the earliest date of the format.
 */

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const STORED = 0;
const DEFLATED = 8;
/** 1 January 1980, in the date format of MS-DOS. */
const DAY = 0x0021;

/**
 * Returns the archive.
 * @param {Record<string, string>} files Texts by path, in ASCII. The archive has them in this order.
 * @returns {Promise<Blob>}
 */
export async function zip(files) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const local = [];
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const central = [];
  for (const [path, text] of Object.entries(files)) {
    const name = new TextEncoder().encode(path);
    const content = new TextEncoder().encode(text);
    const { method, packed } = await pack(content);
    const about = [VERSION, 0, method, 0, DAY];
    const sizes = [crc32(content), packed.length, content.length];
    const offset = total(local);
    local.push(record([LOCAL], about, sizes, [name.length, 0]), name, packed);
    central.push(record([CENTRAL], [VERSION, ...about], sizes, [name.length, 0, 0, 0, 0], [0, offset]), name);
  }
  const count = central.length / 2;
  const end = record([END], [0, 0, count, count], [total(central), total(local)], [0]);
  return new Blob([...local, ...central, end]);
}

/**
 * Compresses a file. A browser without this compression stores it uncompressed.
 * @param {Uint8Array<ArrayBuffer>} content
 */
async function pack(content) {
  let compression;
  try {
    compression = new CompressionStream("deflate-raw");
  } catch {
    return { method: STORED, packed: content };
  }
  const packed = await new Response(new Blob([content]).stream().pipeThrough(compression)).arrayBuffer();
  return { method: DEFLATED, packed: new Uint8Array(packed) };
}

/**
 * Returns a record of little-endian numbers. The groups have four bytes and two bytes per number, alternately.
 * @param {...number[]} groups
 */
function record(...groups) {
  const bytes = groups.flatMap((numbers, group) =>
    numbers.flatMap((number) => Array.from({ length: group % 2 ? 2 : 4 }, (_, at) => (number >>> (8 * at)) & 0xff)),
  );
  return new Uint8Array(bytes);
}

/** @param {Uint8Array[]} parts */
const total = (parts) => parts.reduce((sum, { length }) => sum + length, 0);

/**
 * Returns the checksum CRC-32 of a file.
 * @param {Uint8Array} bytes
 */
export function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
