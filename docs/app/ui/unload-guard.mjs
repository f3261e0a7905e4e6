/** What becomes of answers when somebody leaves the page. */

/**
 * Asks before answers are lost, and lets the Back button bring none of them back: a browser keeps a page that was left as it
 * was, for whoever uses the computer next.
 * @param {HTMLFormElement} form
 * @param {() => boolean} hasAnswers
 */
export function guardAnswers(form, hasAnswers) {
  addEventListener("beforeunload", (event) => {
    if (hasAnswers()) event.preventDefault();
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    // Emptied first: a page with answers would ask before it loads itself again, and could be told not to.
    form.reset();
    location.reload();
  });
}
