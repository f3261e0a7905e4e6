/**
 * Comes before everything else of a page that holds answers: in a frame of another page nothing of it starts, and nothing can be
 * filled in.
 * The page around could hear or cover what somebody does. Our headers let no page hold it; not every host sends them.
 */
if (window.top !== window.self) {
  const notice = /** @type {HTMLElement} */ (document.querySelector("[data-framed]"));
  notice.hidden = false;
  document.body.replaceChildren(notice);
  // The modules that follow are not run then.
  throw new Error("This page starts only in a tab of its own.");
}
