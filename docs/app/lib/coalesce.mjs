/**
 * Runs a task for the newest state of things, one at a time: asked again while it runs, it runs once more afterwards,
 * however often it was asked. The worker is never left with a queue of questions that nobody needs answered any more.
 * @param {() => Promise<void>} task
 * @returns {() => Promise<void>} Settles when the task has run on what was there when it was last asked.
 */
export function latest(task) {
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
