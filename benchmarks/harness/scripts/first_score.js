/**
 * Runs in a page before any script of its own: gives the first answer as soon as the page takes one, and tells on the console
 * when the total of it is shown. The moment is that of the change in the page, the same for every page.
 */
{
  const { place, words, answer } = /** @type {{ wanted: { place: string, words: string, answer: string } }} */ (
    /** @type {unknown} */ (globalThis)
  ).wanted;
  const pattern = new RegExp(words);

  // The page's own modules have run by then, as far as they are part of the page.
  addEventListener("DOMContentLoaded", () => {
    const shown = document.querySelector(place);
    if (!shown) throw new Error(`There is no ${place}`);
    const changes = new MutationObserver(() => {
      if (!pattern.test((shown.textContent ?? "").replace(/\s+/g, " "))) return;
      const score = performance.now();
      changes.disconnect();
      // Later, so that telling is no part of what is measured, and the first paint is known.
      setTimeout(() => {
        const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null;
        console.debug(`first-score ${JSON.stringify({ score, paint })}`);
      }, 200);
    });
    changes.observe(shown, { subtree: true, childList: true, characterData: true });
    if (answer) /** @type {HTMLElement | null} */ (document.querySelector(answer))?.click();
  });
}
