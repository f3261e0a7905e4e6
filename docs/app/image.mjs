/**
 * Gets the image of Python's memory (see host.mjs) and tries it, before the page is sealed: what stands in for it could not be
 * fetched afterwards.
 *
 * @import { Expected } from "./fetching.mjs"
 * @typedef {{ image: Expected, trial: { question: string, answer: string } }} Manifest
 */
import { EngineError, IMAGE, MANIFEST } from "./engine.mjs";
import { check, compile, digest, open, parse, read, withPatience } from "./fetching.mjs";
import { startTrial } from "./trial.mjs";

// How long nothing may arrive; the line may still have what stands in for it.
const PATIENCE = 15_000;

/**
 * Rejects with an EngineError: `engine-missing` (it cannot be had, or has stopped arriving) or `engine-broken` (it is not the one
 * that was built with the page, or does not answer here as it did then).
 *
 * @param {string} folder Ending with a slash. Its name is the beginning of the manifest's hash.
 * @param {Promise<Blob>} script The worker's.
 * @param {(loaded: number, total: number) => void} [onProgress] In bytes.
 * @param {AbortSignal} [signal] Ends it.
 * @returns {Promise<{ core: WebAssembly.Module, wasOpen: boolean }>} `wasOpen`: what probe.mjs compares the seal with.
 */
export async function getImage(folder, script, onProgress = () => {}, signal) {
  // The worker is there by the time that the image is.
  const trial = startTrial(script);
  try {
    const { core, bytes, manifest } = await withPatience(PATIENCE, signal, (how, alive) => fetchImage(folder, how, alive, onProgress));
    const { image, trial: wanted } = manifest;
    const [, { answer, isOpen }] = await Promise.all([check(bytes, image), trial.ask(core, wanted.question)]);
    if (answer !== wanted.answer) throw new EngineError("engine-broken");
    return { core, wasOpen: isOpen === true };
  } finally {
    trial.end();
  }
}

/**
 * @param {string} folder
 * @param {AbortSignal} signal
 * @param {() => void} alive
 * @param {(loaded: number, total: number) => void} onProgress
 */
async function fetchImage(folder, signal, alive, onProgress) {
  let loaded = 0;
  let total = 0;
  const tell = () => {
    if (loaded && total) onProgress(Math.min(loaded, total), total);
  };
  const manifest = fetchManifest(folder, signal).then((found) => {
    total = found.image.size;
    tell();
    return found;
  });
  const image = open(folder + IMAGE, { signal }).then((response) => {
    const compiled = compile(response.clone());
    const bytes = read(response, (count) => {
      alive();
      loaded += count;
      tell();
    });
    return Promise.all([compiled, bytes]);
  });
  const [[core, bytes], found] = await Promise.all([image, manifest]);
  return { core, bytes, manifest: found };
}

/**
 * @param {string} folder
 * @param {AbortSignal} signal
 * @returns {Promise<Manifest>}
 */
async function fetchManifest(folder, signal) {
  const bytes = await read(await open(folder + MANIFEST, { signal }));
  const found = await digest(bytes);
  if (found && !folder.endsWith(`/${found.slice(0, 16)}/`)) throw new EngineError("engine-broken");
  return parse(bytes);
}
