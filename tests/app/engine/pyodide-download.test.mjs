import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, test } from "node:test";
import { download } from "../../../docs/app/engine/pyodide-download.mjs";
import { EngineError } from "../../../docs/app/engine/contract.mjs";

const { fetch } = globalThis;
const BASE = "http://engine.example/";
const CORE = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const FILES = { "pyodide.asm.wasm": CORE, "pyodide.mjs": Buffer.from("// a module") };

afterEach(() => {
  globalThis.fetch = fetch;
});

/** @param {string | Buffer} content */
const sha256 = (content) => createHash("sha256").update(content).digest("hex");
// The SHA-256 of the lock file of the files above.
const LOCK = sha256(
  JSON.stringify({
    tool: {
      engine: {
        files: Object.fromEntries(
          Object.entries(FILES).map(([name, content]) => [name, { size: content.length, sha256: sha256(content) }]),
        ),
      },
    },
  }),
);

/** @param {string} code */
const fails = (code) => (/** @type {unknown} */ fault) => fault instanceof EngineError && fault.code === code;

/**
 * Fakes a host that has these files and the lock file of the files above.
 * @param {Record<string, Buffer | Response>} changed
 */
function host(changed = {}) {
  const files = Object.fromEntries(
    Object.entries(FILES).map(([name, content]) => [
      name,
      { size: content.length, sha256: createHash("sha256").update(content).digest("hex") },
    ]),
  );
  const lock = JSON.stringify({ tool: { engine: { files } } });
  const hostFiles = { ...FILES, "pyodide-lock.json": lock, ...changed };
  /** @type {string[]} */
  const requests = [];
  globalThis.fetch = async (address) => {
    requests.push(String(address));
    const content = /** @type {Record<string, any>} */ (hostFiles)[String(address).slice(BASE.length)];
    return content instanceof Response ? content : new Response(content);
  };
  return requests;
}

test("every file is fetched once, verified and counted", async () => {
  const requests = host();
  /** @type {number[][]} */
  const progress = [];
  const parts = await download(BASE, LOCK, (loaded, total) => progress.push([loaded, total]));
  assert.deepEqual(
    requests.sort(),
    ["pyodide-lock.json", "pyodide.asm.wasm", "pyodide.mjs"].map((name) => BASE + name),
  );
  assert.deepEqual(Object.keys(parts.files).sort(), ["pyodide-lock.json", "pyodide.mjs"]);
  assert.equal(Buffer.from(parts.files["pyodide.mjs"]).toString(), "// a module");
  assert.ok(parts.core instanceof WebAssembly.Module);
  assert.deepEqual(progress.at(-1), [19, 19]);
});

for (const name of ["pyodide-lock.json", "pyodide.asm.wasm", "pyodide.mjs"]) {
  test(`a host without ${name} is reported as a missing engine`, async () => {
    host({ [name]: new Response("not here", { status: 404 }) });
    await assert.rejects(download(BASE, LOCK), fails("engine-missing"));
  });
}

test("an unreachable host is reported as a missing engine", async () => {
  globalThis.fetch = () => Promise.reject(new TypeError("Sam Example's network"));
  await assert.rejects(download(BASE, LOCK), fails("engine-missing"));
});

test("a connection that breaks during the download is reported as a missing engine", async () => {
  const broken = new ReadableStream({
    start: (stream) => stream.enqueue(new Uint8Array(4)),
    pull: (stream) => stream.error(new TypeError("gone")),
  });
  host({ "pyodide.mjs": new Response(broken) });
  await assert.rejects(download(BASE, LOCK), fails("engine-missing"));
});

for (const [what, content] of Object.entries({
  truncated: Buffer.from("// a modul"),
  altered: Buffer.from("// a moduIe"),
  "of the same length": Buffer.from("// A module"),
})) {
  test(`a file that is ${what} is refused`, async () => {
    host({ "pyodide.mjs": content });
    await assert.rejects(download(BASE, LOCK), fails("engine-broken"));
  });
}

test("an HTML page in place of the lock file is reported as a broken engine", async () => {
  host({ "pyodide-lock.json": Buffer.from("<!doctype html>") });
  await assert.rejects(download(BASE, LOCK), fails("engine-broken"));
});

test("a lock file that does not match the page is reported as a broken engine", async () => {
  host();
  await assert.rejects(download(BASE, sha256("another")), fails("engine-broken"));
});
