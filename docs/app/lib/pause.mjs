/** Divides long work into short tasks, between which the browser can paint and react. */

/**
 * Resolves in a new task.
 * @returns {Promise<void>}
 */
export const pause = () => new Promise((resolve) => setTimeout(resolve));
