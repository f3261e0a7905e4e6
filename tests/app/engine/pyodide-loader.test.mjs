import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { EngineError } from "../../../docs/app/engine/contract.mjs";
import { loadEngine } from "../../../docs/app/engine/pyodide-loader.mjs";

const { fetch } = globalThis;
const { instantiateStreaming } = WebAssembly;
// The smallest valid module.
const core = new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));

afterEach(() => {
  globalThis.fetch = fetch;
});

/** @param {string} code */
const fails = (code) => (/** @type {unknown} */ fault) =>
  fault instanceof EngineError && fault.code === code && fault.message === code;

test("a missing file is reported at once", async () => {
  await assert.rejects(loadEngine({ files: {}, core }), fails("engine-missing"));
});

test("an inherited property does not count as a file", async () => {
  const files = Object.create({ "pyodide.mjs": new ArrayBuffer(0) });
  await assert.rejects(loadEngine({ files, core }), fails("engine-missing"));
});

test("a file that is not JavaScript is reported as a broken engine", async () => {
  const files = { "pyodide.mjs": new TextEncoder().encode("<!doctype html>").buffer };
  await assert.rejects(loadEngine({ files, core }), fails("engine-broken"));
});

test("fetch and WebAssembly.instantiateStreaming are restored", async () => {
  const replacedFetch = async () => new Response("");
  globalThis.fetch = replacedFetch;
  await assert.rejects(loadEngine({ files: {}, core }));
  assert.equal(globalThis.fetch, replacedFetch);
  assert.equal(WebAssembly.instantiateStreaming, instantiateStreaming);
});
