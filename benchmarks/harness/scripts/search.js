/** Runs in a page before any script of its own: notes when a key is let go, and when the results of the search are there. */
{
  let unanswered = 0;
  let hasAsked = false;
  let pressed = 0;
  let done = 0;
  const now = () => performance.now();

  // The theme's search asks its worker, and shows what comes back.
  globalThis.Worker = class extends Worker {
    /** @param {ConstructorParameters<typeof Worker>} given */
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => {
        unanswered -= 1;
        done = now();
      });
    }

    /** @param {[any, any?]} given */
    postMessage(...given) {
      unanswered += 1;
      hasAsked = true;
      super.postMessage(...given);
    }
  };

  const press = () => {
    pressed = now();
    hasAsked = false;
  };
  addEventListener("keyup", press, { capture: true });
  addEventListener("DOMContentLoaded", () => {
    const list = document.querySelector(".md-search-result__list");
    // The answer to a question may leave the list as it is; it then was done when it came.
    if (list) new MutationObserver(() => (done = now())).observe(list, { childList: true });
  });

  /** @returns {Promise<number | null>} From the last key to its results, in ms; null for a key that asks nothing new. */
  const latency = async () => {
    const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
    while (!hasAsked && now() - pressed < 200) await pause(5);
    while (unanswered) await pause(5);
    await pause(50); // until the results stand in the page
    return hasAsked ? done - pressed : null;
  };
  Object.assign(globalThis, { searching: { latency } });
}
