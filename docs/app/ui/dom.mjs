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
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Announces a state to screen readers. Repeating the current message has no effect.
 * @param {string} message
 */
export function announce(message) {
  setText(requireElement("[data-announce]"), message);
}

/**
 * Announces the total. It has a live region of its own: it comes after a pause, when it could replace another message that has not been read out yet.
 * @param {string} total
 */
export function announceTotal(total) {
  setText(requireElement("[data-announce-total]"), total);
}

/**
 * Announces something that has just happened. The same words are announced again each time it happens.
 * @param {string} message
 */
export function announceEvent(message) {
  const liveRegion = requireElement("[data-announce]");
  // A live region is read out only when its text changes. The no-break space is a change and is not read out.
  liveRegion.textContent = liveRegion.textContent === message ? `${message}\u00a0` : message;
}

/**
 * Adds a message to the last announcement, which may not have been read out yet.
 * @param {string} message
 */
export function announceToo(message) {
  announce(`${requireElement("[data-announce]").textContent} ${message}`.trim());
}

/**
 * Moves the focus to an element, in place of a control that has been hidden. Does nothing if the person has moved on.
 * @param {HTMLElement} target Focusable, at least by script.
 * @returns {boolean} Whether the focus was moved.
 */
export function replaceFocus(target) {
  const { activeElement } = document;
  if (activeElement && activeElement !== document.body && activeElement.checkVisibility()) return false;
  target.focus();
  return true;
}

/**
 * Makes Enter in a text area press a button, as it does in a one-line box. Enter adds no line.
 * @param {HTMLElement} control
 * @param {HTMLElement} button
 */
export function pressOnEnter(control, button) {
  control.addEventListener("keydown", (event) => {
    // While text is being composed, Enter accepts it.
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    button.click();
  });
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
