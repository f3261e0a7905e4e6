/** Image trial, in the worker (see image-trial.mjs): compiles the image while it arrives, hashes it and runs one request. */
import { compile, digest } from "./fetch-verified.mjs";
import { startImage } from "./wasm-host.mjs";
import { isOpen } from "../security/seal-probe.mjs";

// In bytes, more than the image has. Pages that are never written take no memory.
const ROOM = 2 ** 24;

/** An image that arrives part by part. */
export class StreamedImage {
  #bytes = new Uint8Array(ROOM);
  #size = 0;
  /** @type {ReadableStreamDefaultController | undefined} */
  #stream;
  #compiled;

  constructor() {
    const stream = new ReadableStream({ start: (controller) => this.#opened(controller) });
    this.#compiled = compile(new Response(stream));
    this.#compiled.catch(() => {}); // avoids an unhandled rejection; awaited in ask
  }

  /**
   * Adds the next part.
   * @param {Uint8Array<ArrayBuffer>} part
   */
  take(part) {
    if (this.#size + part.byteLength > this.#bytes.byteLength) this.#grow();
    this.#bytes.set(part, this.#size);
    this.#size += part.byteLength;
    this.#stream?.enqueue(part);
  }

  /**
   * Starts the image and sends it one request. Must be called after the last part.
   * @param {string} question
   * @returns {Promise<import("./image-trial.mjs").Tried>}
   */
  async ask(question) {
    this.#stream?.close();
    const open = isOpen();
    const sha256 = digest(this.#bytes.subarray(0, this.#size));
    const core = await this.#compiled;
    const engine = await startImage(core);
    return { core, answer: engine.handle(question), sha256: await sha256, isOpen: await open };
  }

  /** @param {ReadableStreamDefaultController} stream */
  #opened(stream) {
    this.#stream = stream;
  }

  #grow() {
    const { byteLength } = this.#bytes;
    const more = new Uint8Array(2 * byteLength);
    more.set(this.#bytes);
    this.#bytes = more;
  }
}
