/** The worker's side of a trial (see trial.mjs): the image, compiled while it arrives. */
import { compile, digest } from "./fetching.mjs";
import { startImage } from "./host.mjs";
import { isOpen } from "./probe.mjs";

// In bytes, more than there are; what is not written to takes no memory.
const ROOM = 2 ** 24;

export class Arriving {
  #bytes = new Uint8Array(ROOM);
  #size = 0;
  /** @type {ReadableStreamDefaultController | undefined} */
  #stream;
  #compiled;

  constructor() {
    const stream = new ReadableStream({ start: (controller) => void (this.#stream = controller) });
    this.#compiled = compile(new Response(stream));
    this.#compiled.catch(() => {}); // told where it is waited for
  }

  /** @param {Uint8Array<ArrayBuffer>} part */
  take(part) {
    if (this.#size + part.byteLength > this.#bytes.byteLength) this.#grow();
    this.#bytes.set(part, this.#size);
    this.#size += part.byteLength;
    this.#stream?.enqueue(part);
  }

  /**
   * Starts the image, and asks it.
   * @param {string} question
   * @returns {Promise<import("./trial.mjs").Tried>}
   */
  async ask(question) {
    this.#stream?.close();
    const open = isOpen();
    const sha256 = digest(this.#bytes.subarray(0, this.#size));
    const core = await this.#compiled;
    const engine = await startImage(core);
    return { core, answer: engine.handle(question), sha256: await sha256, isOpen: await open };
  }

  #grow() {
    const { byteLength } = this.#bytes;
    const more = new Uint8Array(2 * byteLength);
    more.set(this.#bytes);
    this.#bytes = more;
  }
}
