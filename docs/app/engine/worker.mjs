/**
 * The worker in which Python runs. It takes `{ type: "start", parts, probe }` and then requests as JSON strings; everything it
 * says is a JSON string: `{"type": "ready" | "failed"}` about itself, or the bridge's reply. An Error would not clone in
 * Safari, and a Python error may hold answers, so of failures only a code goes out.
 *
 * One of its kind tries the image before the page is sealed (see trial.mjs): it takes `{ type: "part", part }` as often as there
 * are parts, then `{ type: "ask", question }`, and says what came of it, or that it has failed. Another takes `{ type: "is-open" }`
 * (see comparing.mjs).
 *
 * The page starts it from a blob, after it has sealed itself: so the worker has the page's policies, which a worker from an
 * address has not.
 */
import { Arriving } from "./arriving.mjs";
import { EngineError } from "./engine.mjs";
import { startImage } from "./host.mjs";
import { loadEngine } from "./loader.mjs";
import { isOpen, isSealed } from "./probe.mjs";
import { scrub } from "./scrub.mjs";

/**
 * @typedef {object} Scope The part of a worker's global scope that is used here.
 * @property {(message: unknown) => void} postMessage
 * @property {(type: "message", heard: (event: MessageEvent) => void) => void} addEventListener
 */
const scope = /** @type {Scope} */ (/** @type {unknown} */ (globalThis));
// Held here, since the global ones are gone before the first answer comes.
const post = scope.postMessage.bind(scope);

/** @type {import("./loader.mjs").Engine | undefined} */
let engine;
/** @type {Arriving | undefined} */
let arriving;

scope.addEventListener("message", ({ data }) => {
  if (typeof data === "string") answer(data);
  else if (data?.type === "start") start(data.parts, data.probe);
  else if (data?.type === "part") (arriving ??= new Arriving()).take(data.part);
  else if (data?.type === "ask") attempt(data.question);
  else if (data?.type === "is-open") isOpen().then((found) => post({ isOpen: found }));
});

/**
 * @param {Pick<import("./download.mjs").EngineParts, "core" | "files" | "wasOpen">} parts
 * @param {string} probe
 */
async function start({ core, files, wasOpen }, probe) {
  try {
    engine = await (files ? loadEngine({ core, files }) : startImage(core));
    const sealed = await isSealed(probe, wasOpen);
    scrub(globalThis);
    say({ type: "ready", sealed });
  } catch (fault) {
    failed(fault);
  }
}

/** @param {string} question */
async function attempt(question) {
  try {
    const [tried, open] = await Promise.all([arriving?.ask(question), isOpen()]);
    post({ ...tried, isOpen: open });
  } catch (fault) {
    failed(fault);
  }
}

/** @param {string} message */
function answer(message) {
  try {
    if (!engine) throw new EngineError("engine-not-started");
    post(engine.handle(message));
  } catch (fault) {
    failed(fault);
  }
}

/** @param {unknown} fault */
function failed(fault) {
  say({ type: "failed", code: fault instanceof EngineError ? fault.code : "engine-broken" });
}

/** @param {object} message */
function say(message) {
  post(JSON.stringify(message));
}
