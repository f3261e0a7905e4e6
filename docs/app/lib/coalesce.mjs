/**
 * Coalesces calls of a task (like a debounce without a delay). Only one run is active at a time. Any number of calls during a run
 * lead to one more run after it, so the worker never has a queue of outdated requests.
 * @param {() => Promise<void>} task
 * @returns {() => Promise<void>} Settles when a run that started after this call has finished.
 */
export function coalesce(task) {
  /** @type {Promise<void> | undefined} */
  let running;
  let isRerunDue = false;
  async function run() {
    try {
      do {
        isRerunDue = false;
        await task();
      } while (isRerunDue);
    } finally {
      running = undefined;
    }
  }
  return () => {
    isRerunDue = true;
    running ??= run();
    return running;
  };
}
