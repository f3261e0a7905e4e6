/**
 * Coalesces calls of a task (like a debounce without a delay). Only one run is active at a time. Any number of calls during a run
 * lead to one more run after it, so the worker never has a queue of outdated requests.
 * @param {() => Promise<void>} task
 * @returns {() => Promise<void>} Settles when a run that started after this call has finished.
 */
export function coalesce(task) {
  /** @type {Promise<void> | undefined} */
  let running;
  let again = false;
  async function run() {
    try {
      do {
        again = false;
        await task();
      } while (again);
    } finally {
      running = undefined;
    }
  }
  return () => {
    again = true;
    running ??= run();
    return running;
  };
}
