/**
 * Detects the first score. Injected before the page's own scripts: gives the first answer as soon as the page accepts one, and
 * logs the time when its total is shown. A mutation observer takes the time, in the same way on every page.
 */
{
  const { place, words, answer } = /** @type {{ wanted: { place: string, words: string, answer: string } }} */ (
    /** @type {unknown} */ (globalThis)
  ).wanted;
  const pattern = new RegExp(words);

  // The page's own module scripts have run by now.
  addEventListener("DOMContentLoaded", () => {
    const shown = document.querySelector(place);
    if (!shown) throw new Error(`There is no ${place}`);
    const changes = new MutationObserver(() => {
      if (!pattern.test((shown.textContent ?? "").replace(/\s+/g, " "))) return;
      const score = performance.now();
      changes.disconnect();
      // Later, so that logging is not measured, and the first paint is known.
      setTimeout(() => {
        const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null;
        console.debug(`first-score ${JSON.stringify({ score, paint })}`);
      }, 200);
    });
    changes.observe(shown, { subtree: true, childList: true, characterData: true });
    if (answer) /** @type {HTMLElement | null} */ (document.querySelector(answer))?.click();
  });
}
