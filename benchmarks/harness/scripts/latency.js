/**
 * Measures the latency of the engine. Injected before the page's own scripts: keeps a reference to the page's worker to send it
 * requests, and counts the page's own requests that have no reply yet.
 */
{
  /** @type {Worker | undefined} */
  let worker;
  let unanswered = 0;
  let lastId = 0;
  /** @type {Map<number, () => void>} */
  const ours = new Map();
  /** The id of the page's last request for a result. */
  let lastRequestId = 0;
  /** Called once the page has shown the result of that request. */
  let onShown = () => {};

  globalThis.Worker = class extends Worker {
    /** @param {ConstructorParameters<typeof Worker>} given */
    constructor(...given) {
      super(...given);
      worker = this;
      this.addEventListener("message", (event) => {
        const { id } = JSON.parse(String(event.data));
        if (typeof id === "number") unanswered -= 1;
        const onReply = ours.get(id);
        if (!onReply) return;
        ours.delete(id);
        event.stopImmediatePropagation(); // not a reply to the page
        onReply();
      });
    }

    /** @param {[any, any?]} given */
    postMessage(...given) {
      const [message] = given;
      // The first message starts the engine. The page listens for replies by now, so this listener is called after its own.
      if (typeof message !== "string") this.addEventListener("message", ({ data }) => this.#replied(data));
      else {
        unanswered += 1;
        lastRequestId = Number(/^\{"id":(\d+),"op":"assess"/.exec(message)?.[1] ?? lastRequestId);
      }
      super.postMessage(...given);
    }

    /** @param {string} reply */
    #replied(reply) {
      if (JSON.parse(reply).id === lastRequestId) onShown();
    }
  };

  /**
   * @param {string} op
   * @param {object} answers
   * @param {number} times
   * @returns {Promise<number[]>} The round trip of each request in ms.
   */
  const ask = async (op, answers, times) => {
    const roundTrips = [];
    for (let time = 0; time < times; time += 1) {
      lastId -= 1; // the ids of the page are positive
      const id = lastId;
      const message = JSON.stringify({ id, op, answers });
      const start = performance.now();
      await new Promise((resolve) => {
        ours.set(id, () => resolve(undefined));
        worker?.postMessage(message);
      });
      roundTrips.push(performance.now() - start);
    }
    return roundTrips;
  };

  /** @param {() => boolean} isSo */
  const until = async (isSo) => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
  };

  /** Clicks every visible radio button and checkbox, and writes into every text field. */
  const fill = async () => {
    for (const control of document.querySelectorAll("form input, form textarea")) {
      if (!(control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement)) continue;
      if (control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)) {
        if (control.checkVisibility() && !control.checked) control.click();
      } else if (control.checkVisibility() && !control.inputMode) {
        control.value = "Sam Example";
        control.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
    await until(() => unanswered === 0);
  };

  /**
   * Acts, and waits until the page has handled the result, which may be the same as before.
   * @param {() => void} act
   * @returns {Promise<number>} The time in ms.
   */
  const handled = async (act) => {
    const began = performance.now();
    await new Promise((resolve) => {
      onShown = () => resolve(undefined);
      act();
    });
    return performance.now() - began;
  };

  /**
   * Acts, and waits until an element shows the result.
   * @param {string} place The selector of the element.
   * @param {() => void} act
   * @returns {Promise<number>} The time in ms.
   */
  const timed = async (place, act) => {
    const shown = document.querySelector(place);
    const began = performance.now();
    await new Promise((resolve) => {
      const changes = new MutationObserver(() => {
        changes.disconnect();
        resolve(undefined);
      });
      if (shown) changes.observe(shown, { subtree: true, childList: true, characterData: true });
      act();
    });
    return performance.now() - began;
  };

  /**
   * Clicks a list of answers in turn.
   * @param {string} place The selector of the element that shows the result.
   * @param {string[]} answers
   * @param {number} times
   * @returns {Promise<number[]>} The time from each click to the changed result in ms.
   */
  const click = async (place, answers, times) => {
    const found = [];
    for (let time = 0; time < times; time += 1) {
      const radio = /** @type {HTMLElement | null} */ (document.querySelector(answers[time % answers.length]));
      found.push(await timed(place, () => radio?.click()));
      // Wait for every reply before the next click, as a person would.
      await until(() => unanswered === 0);
    }
    return found;
  };

  /**
   * Fills a list of entries, and types into the one in the middle, character by character.
   * @param {string} list
   * @param {number} entries
   * @param {number} times
   * @returns {Promise<{ totals: number[], reports: number[] }>} The times from each character to the result and the report in ms.
   */
  const write = async (list, entries, times) => {
    const block = /** @type {HTMLDetailsElement} */ (document.querySelector(`details[data-entries="${list}"]`));
    const press = (/** @type {string} */ selector, number = 0) =>
      /** @type {HTMLElement} */ (block.querySelectorAll(selector)[number]).click();
    const put = (/** @type {string} */ selector, /** @type {string} */ text) => {
      const box = /** @type {HTMLInputElement} */ (block.querySelector(selector));
      box.value += text;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    };
    block.open = true;
    await until(() => block.querySelector("[data-add]") !== null);
    for (let entry = 0; entry < entries; entry += 1) {
      press("[data-add]");
      put('[data-entry-kind="when"]', `${1 + (entry % 28)} March 2026`);
      put("textarea", `Sam Example was seen for the time with the number ${entry}.`);
      press("[data-done]");
    }
    await until(() => unanswered === 0);
    press("[data-change]", Math.floor(entries / 2));
    /** @type {number[]} */
    const totals = [];
    /** @type {number[]} */
    const reports = [];
    for (let time = 0; time < times; time += 1) {
      const began = performance.now();
      totals.push(await handled(() => put("textarea", "a")));
      await until(() => unanswered === 0);
      reports.push(performance.now() - began);
    }
    return { totals, reports };
  };

  Object.assign(globalThis, { latency: { ask, click, fill, write } });
}
