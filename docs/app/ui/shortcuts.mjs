/**
 * Switches off the theme's single-key shortcuts (WCAG 2.1.4). With dictation, or a key pressed by mistake, "n" and "p" leave the page,
 * and "f", "s" and "/" move the focus to the search.
 */
const LETTERS = new Set(["n", "p", ".", ",", "f", "s", "/"]);

/** Stops the key events of the shortcuts before the theme receives them. */
export function dropShortcuts() {
  // Captured on the document, so before the theme's own listener on the window.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyped(event.target)) return;
      if (LETTERS.has(event.key.toLowerCase())) event.stopImmediatePropagation();
    },
    { capture: true },
  );
}

/** @param {EventTarget | null} target Returns whether a key pressed there enters text. */
function isTyped(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, select, textarea"));
}
