import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { crc32, zip } from "../../../docs/app/lib/zip.mjs";

const FILES = { "[Content_Types].xml": "<Types/>", "word/document.xml": `<w:p>${"Zoë 👩\u200d👧 ".repeat(500)}</w:p>` };

/**
 * Reads an archive by its central directory.
 * @param {Blob} blob
 */
async function read(blob) {
  const bytes = Buffer.from(await blob.arrayBuffer());
  const end = bytes.length - 22;
  assert.equal(bytes.readUInt32LE(end), 0x06054b50);
  const count = bytes.readUInt16LE(end + 10);
  /** @type {Record<string, { text: string, method: number, day: number }>} */
  const unpacked = {};
  let at = bytes.readUInt32LE(end + 16);
  for (let each = 0; each < count; each += 1) {
    assert.equal(bytes.readUInt32LE(at), 0x02014b50);
    const [method, , day] = [10, 12, 14].map((offset) => bytes.readUInt16LE(at + offset));
    const [sum, packed, size] = [16, 20, 24].map((offset) => bytes.readUInt32LE(at + offset));
    const length = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + 46, at + 46 + length);
    const local = bytes.readUInt32LE(at + 42);
    assert.equal(bytes.readUInt32LE(local), 0x04034b50);
    assert.equal(bytes.toString("utf8", local + 30, local + 30 + length), name);
    const start = local + 30 + length;
    const raw = bytes.subarray(start, start + packed);
    const content = method === 8 ? inflateRawSync(raw) : raw;
    assert.equal(content.length, size);
    assert.equal(crc32(content), sum);
    unpacked[name] = { text: content.toString("utf8"), method, day };
    at += 46 + length;
  }
  assert.equal(at, end);
  return unpacked;
}

const texts = (/** @type {Awaited<ReturnType<typeof read>>} */ unpacked) =>
  Object.fromEntries(Object.entries(unpacked).map(([name, { text }]) => [name, text]));

test("an archive holds its files in order, compressed, and no time", async () => {
  const blob = await zip(FILES);
  const unpacked = await read(blob);
  assert.deepEqual(Object.keys(unpacked), Object.keys(FILES));
  assert.deepEqual(texts(unpacked), FILES);
  assert.ok(blob.size < 2000);
  for (const { method, day } of Object.values(unpacked)) assert.deepEqual([method, day], [8, 0x21]);
});

test("a browser without the compression stores the files as they are", async () => {
  const { CompressionStream } = globalThis;
  globalThis.CompressionStream = /** @type {any} */ (
    class {
      constructor() {
        throw new TypeError("deflate-raw");
      }
    }
  );
  try {
    const unpacked = await read(await zip(FILES));
    assert.deepEqual(texts(unpacked), FILES);
    assert.equal(unpacked["word/document.xml"].method, 0);
  } finally {
    globalThis.CompressionStream = CompressionStream;
  }
});

test("the checksum is that of the format", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  assert.equal(crc32(new Uint8Array()), 0);
});
