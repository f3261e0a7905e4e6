/**
 * Runs in a page before any script of its own: keeps the page's worker within reach, so that it can be asked again and again, and
 * knows when it has answered all that the page itself asks.
 */
{
  /** @type {Worker | undefined} */
  let worker;
  let unanswered = 0;
  let lastId = 0;
  /** @type {Map<number, () => void>} */
  const ours = new Map();

  globalThis.Worker = class extends Worker {
    /** @param {ConstructorParameters<typeof Worker>} given */
    constructor(...given) {
      super(...given);
      worker = this;
      this.addEventListener("message", (event) => {
        const { id } = JSON.parse(String(event.data));
        if (typeof id === "number") unanswered -= 1;
        const answered = ours.get(id);
        if (!answered) return;
        ours.delete(id);
        event.stopImmediatePropagation(); // the page has not asked this
        answered();
      });
    }

    /** @param {[any, any?]} given */
    postMessage(...given) {
      if (typeof given[0] === "string") unanswered += 1;
      super.postMessage(...given);
    }
  };

  /**
   * @param {string} op
   * @param {object} answers
   * @param {number} times
   * @returns {Promise<number[]>} How long each answer took, there and back, in ms.
   */
  const ask = async (op, answers, times) => {
    const found = [];
    for (let time = 0; time < times; time += 1) {
      const id = (lastId -= 1); // the page counts upwards
      const message = JSON.stringify({ id, op, answers });
      const asked = performance.now();
      await new Promise((resolve) => {
        ours.set(id, () => resolve(undefined));
        worker?.postMessage(message);
      });
      found.push(performance.now() - asked);
    }
    return found;
  };

  /** @param {() => boolean} isSo */
  const until = async (isSo) => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
  };

  /** Answers everything that can be answered by a click, and writes into every text. */
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
   * Clicks to and fro between two answers.
   * @param {string} place Where the result is shown.
   * @param {string[]} answers
   * @param {number} times
   * @returns {Promise<number[]>} How long each click took to show, in ms.
   */
  const click = async (place, answers, times) => {
    const shown = document.querySelector(place);
    const found = [];
    for (let time = 0; time < times; time += 1) {
      const radio = /** @type {HTMLElement | null} */ (document.querySelector(answers[time % answers.length]));
      const clicked = performance.now();
      await new Promise((resolve) => {
        const changes = new MutationObserver(() => (changes.disconnect(), resolve(undefined)));
        if (shown) changes.observe(shown, { subtree: true, childList: true, characterData: true });
        radio?.click();
      });
      found.push(performance.now() - clicked);
      // The report comes after the score: a person's next click finds both done.
      await until(() => unanswered === 0);
    }
    return found;
  };

  Object.assign(globalThis, { pace: { ask, click, fill } });
}
