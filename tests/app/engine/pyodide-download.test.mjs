import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, test } from "node:test";
import { download } from "../../docs/app/download.mjs";
import { EngineError } from "../../docs/app/engine.mjs";

const { fetch } = globalThis;
const BASE = "http://engine.example/";
const CORE = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const FILES = { "pyodide.asm.wasm": CORE, "pyodide.mjs": Buffer.from("// a module") };

afterEach(() => {
  globalThis.fetch = fetch;
});

/** @param {string} code */
const fails = (code) => (/** @type {unknown} */ fault) => fault instanceof EngineError && fault.code === code;

/**
 * Stands for a host with these files and the lock file of the ones above.
 * @param {Record<string, Buffer | Response>} changed
 */
function host(changed = {}) {
  const files = Object.fromEntries(
    Object.entries(FILES).map(([name, content]) => [
      name,
      { size: content.length, sha256: createHash("sha256").update(content).digest("hex") },
    ]),
  );
  const there = { ...FILES, "pyodide-lock.json": JSON.stringify({ tool: { engine: { files } } }), ...changed };
  /** @type {string[]} */
  const asked = [];
  globalThis.fetch = async (address) => {
    asked.push(String(address));
    const found = /** @type {Record<string, any>} */ (there)[String(address).slice(BASE.length)];
    return found instanceof Response ? found : new Response(found);
  };
  return asked;
}

test("every part is fetched once, checked, and counted", async () => {
  const asked = host();
  /** @type {number[][]} */
  const progress = [];
  const parts = await download(BASE, (loaded, total) => progress.push([loaded, total]));
  assert.deepEqual(
    asked.sort(),
    ["pyodide-lock.json", "pyodide.asm.wasm", "pyodide.mjs"].map((name) => BASE + name),
  );
  assert.deepEqual(Object.keys(parts.files).sort(), ["pyodide-lock.json", "pyodide.mjs"]);
  assert.equal(Buffer.from(parts.files["pyodide.mjs"]).toString(), "// a module");
  assert.ok(parts.core instanceof WebAssembly.Module);
  assert.deepEqual(progress.at(-1), [19, 19]);
});

for (const name of ["pyodide-lock.json", "pyodide.asm.wasm", "pyodide.mjs"]) {
  test(`a host without ${name} is told`, async () => {
    host({ [name]: new Response("not here", { status: 404 }) });
    await assert.rejects(download(BASE), fails("engine-missing"));
  });
}

test("a host that cannot be reached is told", async () => {
  globalThis.fetch = () => Promise.reject(new TypeError("Sam Example's network"));
  await assert.rejects(download(BASE), fails("engine-missing"));
});

test("a line that breaks half-way is told", async () => {
  const broken = new ReadableStream({
    start: (stream) => stream.enqueue(new Uint8Array(4)),
    pull: (stream) => stream.error(new TypeError("gone")),
  });
  host({ "pyodide.mjs": new Response(broken) });
  await assert.rejects(download(BASE), fails("engine-missing"));
});

for (const [what, content] of Object.entries({
  cut: Buffer.from("// a modul"),
  altered: Buffer.from("// a moduIe"),
  "of the same length": Buffer.from("// A module"),
})) {
  test(`a file that is ${what} is refused`, async () => {
    host({ "pyodide.mjs": content });
    await assert.rejects(download(BASE), fails("engine-broken"));
  });
}

test("a page in the place of the lock file is a broken engine", async () => {
  host({ "pyodide-lock.json": Buffer.from("<!doctype html>") });
  await assert.rejects(download(BASE), fails("engine-broken"));
});
