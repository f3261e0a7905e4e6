/** Postpones work to the next frame, so that an answer is sent to the engine before anything beside the form is redrawn. */

/**
 * Returns a function that acts once in the next frame, however often it is called until then.
 * @param {() => void} act
 */
export function inNextFrame(act) {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      act();
    });
  };
}
