/** Measures the latency of the search. Injected before the page's own scripts: times typed letters and search results. */
{
  let unanswered = 0;
  let hasAsked = false;
  let pressed = 0;
  let done = 0;
  const now = () => performance.now();

  // The theme's search runs in a worker.
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
  // The search starts at the input event, which comes before the key is released.
  addEventListener("input", press, { capture: true });
  addEventListener("DOMContentLoaded", () => {
    const list = document.querySelector(".md-search-result__list");
    // If the results do not change the list, the time of the worker's reply counts.
    if (list) new MutationObserver(() => (done = now())).observe(list, { childList: true });
  });

  /** @returns {Promise<number | null>} The time from the last key to its results in ms; null if the key started no search. */
  const latency = async () => {
    const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
    while (!hasAsked && now() - pressed < 1000) await pause(5);
    while (unanswered) await pause(5);
    await pause(50); // for the page to show the results
    return hasAsked ? done - pressed : null;
  };
  Object.assign(globalThis, { searching: { latency } });
}
