/** DOM helpers: required and new elements, descriptions, screen reader announcements (live region) and focus. */

/**
 * Returns the element for a selector. Throws if the page does not have it.
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function requireElement(selector) {
  const foundElement = document.querySelector(selector);
  if (!(foundElement instanceof HTMLElement)) throw new Error(`The page has no ${selector}`);
  return foundElement;
}

/**
 * Sets an element's text. Does nothing if the text is the same, because any change makes the browser lay out the page.
 * @param {Element} place
 * @param {string} words
 */
export function setText(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

/**
 * Announces a state to screen readers. Repeating the current message has no effect.
 * @param {string} words
 */
export function announce(words) {
  setText(requireElement("[data-announce]"), words);
}

/**
 * Announces something that has just happened. The same words are announced again each time it happens.
 * @param {string} words
 */
export function announceEvent(words) {
  const place = requireElement("[data-announce]");
  // A live region is read out only when its text changes. The no-break space is a change and is not read out.
  place.textContent = place.textContent === words ? `${words}\u00a0` : words;
}

/**
 * Adds a message to the last announcement, which may not have been read out yet.
 * @param {string} words
 */
export function announceToo(words) {
  announce(`${requireElement("[data-announce]").textContent} ${words}`.trim());
}

/**
 * Moves the focus to an element, in place of a control that has been hidden. Does nothing if the person has moved on.
 * @param {HTMLElement} place Focusable, at least by script.
 * @returns {boolean} Whether the focus was moved.
 */
export function replaceFocus(place) {
  const { activeElement } = document;
  if (activeElement && activeElement !== document.body && activeElement.checkVisibility()) return false;
  place.focus();
  return true;
}

/**
 * Creates an element.
 * @param {string} tag
 * @param {string} className
 * @param {string} [text] Inserted as text, never as HTML.
 * @returns {HTMLElement}
 */
export function element(tag, className, text = "") {
  const created = document.createElement(tag);
  if (className) created.className = className;
  created.textContent = text;
  return created;
}

/**
 * Adds an element to the description of a control (aria-describedby), so that a screen reader reads it with the label, or removes it.
 * @param {HTMLElement} control
 * @param {string} id The element's.
 * @param {boolean} isThere
 */
export function describe(control, id, isThere) {
  const others = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each && each !== id);
  const all = isThere ? [...others, id] : others;
  if (all.length) control.setAttribute("aria-describedby", all.join(" "));
  else control.removeAttribute("aria-describedby");
}
