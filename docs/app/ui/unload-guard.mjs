/** Unload guard: warns before answers are lost, and keeps them out of the back/forward cache. */

/**
 * Asks for confirmation before the page is closed with unsaved answers. Also empties a page that the browser restores from its
 * back/forward cache, so that the next person at the computer cannot bring the answers back.
 * @param {HTMLFormElement} form
 * @param {() => boolean} hasAnswers
 */
export function guardUnload(form, hasAnswers) {
  addEventListener("beforeunload", (event) => {
    if (hasAnswers()) event.preventDefault();
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    // Empty the form first. A form with answers would ask for confirmation before it reloads, and the person could refuse.
    form.reset();
    location.reload();
  });
}
