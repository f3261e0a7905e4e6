/**
 * Comes before everything else of the form: in a frame of another page nothing of it starts, and there is nothing to fill in.
 * The page around could hear or cover what somebody does. Our headers let no page hold it; not every host sends them.
 */
if (window.top !== window.self) {
  const notice = /** @type {HTMLElement} */ (document.querySelector("[data-framed]"));
  notice.hidden = false;
  document.body.replaceChildren(notice);
  // The modules that follow are not run then.
  throw new Error("The form starts only in a tab of its own.");
}
