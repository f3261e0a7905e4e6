/** A time limit that does not run out while the computer sleeps. */

const TICKS = 10;

/**
 * Calls `onEnd` after `limit` ms of a page that runs. It counts in ticks, since one long timer would
 * be overdue after sleep and go off before the messages that have come meanwhile are read.
 *
 * @param {number} limit
 * @param {() => void} onEnd
 * @returns {() => void} Stops it.
 */
export function countdown(limit, onEnd) {
  let left = TICKS;
  const timer = setInterval(() => {
    if (--left > 0) return;
    clearInterval(timer);
    onEnd();
  }, limit / TICKS);
  return () => clearInterval(timer);
}
