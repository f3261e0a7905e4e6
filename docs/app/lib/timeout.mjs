/** A timeout that does not expire while the computer sleeps. */

const TICKS = 10;

/**
 * Calls `onEnd` after the page has run for `limit` ms. It counts short ticks, because a single long timer would be overdue after
 * sleep and would fire before the messages that arrived in the meantime are read.
 *
 * @param {number} limit
 * @param {() => void} onEnd
 * @returns {() => void} Cancels the timeout.
 */
export function timeout(limit, onEnd) {
  let ticksLeft = TICKS;
  const timer = setInterval(() => {
    if (--ticksLeft > 0) return;
    clearInterval(timer);
    onEnd();
  }, limit / TICKS);
  return () => clearInterval(timer);
}
