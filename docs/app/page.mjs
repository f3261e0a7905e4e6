/** Small things that the assessment's modules share. */

/**
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function part(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`The page has no ${selector}`);
  return found;
}

/** @param {string} words For screen readers, once. */
export function announce(words) {
  part("[data-announce]").textContent = words;
}
