/**
 * Clickjacking protection: in a frame of another page the form does not start and nothing can be filled in. The other page could cover
 * the form or observe its use. The response headers forbid framing, but not every host sends them. Must be imported before everything
 * else of a page that holds answers.
 */
if (window.top !== window.self) {
  const notice = /** @type {HTMLElement} */ (document.querySelector("[data-framed]"));
  notice.hidden = false;
  document.body.replaceChildren(notice);
  // The error keeps the modules that follow from running.
  throw new Error("This page only works in its own tab.");
}
