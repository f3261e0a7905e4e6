/**
 * Gets the image of Python's memory (see host.mjs) and has it tried, before the page is sealed: what stands in for it could not be
 * fetched afterwards.
 *
 * @import { Expected } from "./fetching.mjs"
 * @typedef {{ image: Expected, trial: { question: string, answer: string } }} Manifest
 */
import { countdown } from "./countdown.mjs";
import { EngineError, IMAGE, MANIFEST } from "./engine.mjs";
import { digest, follow, open, parse, read } from "./fetching.mjs";
import { startTrial } from "./trial.mjs";

// How long nothing may arrive; the line may still have what stands in for it.
const PATIENCE = 15_000;
// How often progress is told, in ms: nobody sees more, and the page has other work.
const STEP = 200;
// As the head of the page asks for the same files already: Safari's engine takes no other request for the same one, and would fetch all twice.
const AS_IN_HEAD = /** @type {const} */ ({ mode: "no-cors", credentials: "include" });

/**
 * Rejects with an EngineError: `engine-missing` (it cannot be had, or has stopped arriving) or `engine-broken` (it is not the one
 * that was built with the page, or does not answer here as it did then).
 *
 * @param {string} folder Ending with a slash. Its name is the beginning of the manifest's hash.
 * @param {Blob} script The worker's.
 * @param {(loaded: number, total: number) => void} [onProgress] In bytes.
 * @param {AbortSignal} [signal] Ends it.
 * @returns {Promise<{ core: WebAssembly.Module, wasOpen: boolean }>} `wasOpen`: what probe.mjs compares the seal with.
 */
export async function getImage(folder, script, onProgress = () => {}, signal) {
  const ending = new AbortController();
  const end = () => ending.abort();
  signal?.addEventListener("abort", end);
  let stopClock = () => {};
  const alive = () => {
    stopClock();
    stopClock = countdown(PATIENCE, end);
  };
  alive();
  const trial = startTrial(script);
  try {
    const described = fetchManifest(folder, ending.signal);
    described.catch(() => {}); // told where it is waited for
    let size = 0;
    described.then((found) => (size = found.image.size), () => {});
    let loaded = 0;
    let told = -STEP;
    await follow(await open(folder + IMAGE, { ...AS_IN_HEAD, signal: ending.signal }), (part) => {
      alive();
      loaded += part.byteLength;
      trial.take(part);
      if (!size || performance.now() - told < STEP) return;
      told = performance.now();
      onProgress(Math.min(loaded, size), size);
    });
    const { image, trial: wanted } = await described;
    stopClock();
    const { core, sha256, answer, isOpen } = await trial.ask(wanted.question);
    if (loaded !== image.size || (sha256 && sha256 !== image.sha256) || answer !== wanted.answer) throw new EngineError("engine-broken");
    return { core, wasOpen: isOpen };
  } finally {
    stopClock();
    signal?.removeEventListener("abort", end);
    end(); // where one part failed, the others are of no use
    trial.end();
  }
}

/**
 * @param {string} folder
 * @param {AbortSignal} signal
 * @returns {Promise<Manifest>}
 */
async function fetchManifest(folder, signal) {
  const bytes = await read(await open(folder + MANIFEST, { ...AS_IN_HEAD, signal }));
  const found = await digest(bytes);
  if (found && !folder.endsWith(`/${found.slice(0, 16)}/`)) throw new EngineError("engine-broken");
  return parse(bytes);
}
