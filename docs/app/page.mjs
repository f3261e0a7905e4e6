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

/** @param {string} words For screen readers, once: the same words again are not said again. */
export function announce(words) {
  const place = part("[data-announce]");
  if (place.textContent !== words) place.textContent = words;
}

/** @param {string} words Said after what was said last, which may not have been read out yet. */
export function announceToo(words) {
  announce(`${part("[data-announce]").textContent} ${words}`.trim());
}
