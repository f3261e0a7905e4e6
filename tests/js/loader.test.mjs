import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { EngineError, loadEngine } from "../../docs/app/loader.mjs";

const { fetch, WebAssembly } = globalThis;
const base = "http://engine.example/";

afterEach(() => {
  Object.assign(globalThis, { fetch, WebAssembly });
});

/** @param {string} code */
const fails = (code) => (/** @type {unknown} */ fault) =>
  fault instanceof EngineError && fault.code === code && fault.message === code;

test("without WebAssembly it does not begin", async () => {
  Reflect.deleteProperty(globalThis, "WebAssembly");
  await assert.rejects(loadEngine({ base }), fails("no-webassembly"));
});

test("a file that the host does not have is told at once", async () => {
  globalThis.fetch = async () => new Response("not here", { status: 404 });
  await assert.rejects(loadEngine({ base }), fails("engine-missing"));
});

test("a host that cannot be reached is told at once", async () => {
  globalThis.fetch = () => Promise.reject(new TypeError("Sam Example's network"));
  await assert.rejects(loadEngine({ base }), fails("engine-missing"));
});

test("bytes of which one file is missing are told at once", async () => {
  await assert.rejects(loadEngine({ files: {} }), fails("engine-missing"));
});

test("a page in the place of the lock file is a broken engine", async () => {
  globalThis.fetch = async () => new Response("<!doctype html>");
  await assert.rejects(loadEngine({ base }), fails("engine-broken"));
});

test("a host that never answers runs into the time limit", async () => {
  globalThis.fetch = () => new Promise(() => {});
  await assert.rejects(loadEngine({ base }, undefined, 20), fails("engine-timeout"));
});

test("nothing stays in the place of fetch and WebAssembly's own compiling", async () => {
  const ours = async () => new Response("", { status: 404 });
  const { instantiateStreaming } = globalThis.WebAssembly;
  globalThis.fetch = ours;
  await assert.rejects(loadEngine({ base }));
  assert.equal(globalThis.fetch, ours);
  assert.equal(globalThis.WebAssembly.instantiateStreaming, instantiateStreaming);
});
