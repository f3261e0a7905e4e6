/**
 * Idle timeout: hides the form behind the privacy screen when nobody has used it for some time, or at once when a button is pressed.
 * No answer is lost, and no password protects the form: anyone at the computer can show it again. The chosen time is not stored.
 */
import { PrivacyScreen } from "./privacy-screen.mjs";
import { requireElement, setText } from "./dom.mjs";

const MINUTE = 60_000;
// How often to check, in ms. The form can stay visible this much longer than the chosen time.
const EVERY = 2000;
// A person who reads with a screen reader may cause only "scroll" and "focusin".
const SIGNS_OF_USE = ["keydown", "pointerdown", "pointermove", "wheel", "touchmove", "input", "scroll", "focusin"];

/** Hides the form after the chosen time without use, and when a "Hide" button is pressed. */
export function hideWhenIdle() {
  const screen = new PrivacyScreen(requireElement("#privacy-screen"));
  const setting = /** @type {HTMLSelectElement} */ (requireElement("#hide-after"));
  let lastUse = now();
  let hiddenAt = lastUse;
  let pointer = "";

  /** @param {string} why */
  function hide(why) {
    // Set both. The screen closes an open dialog, which moves the focus. That must not count as use after the time was up.
    lastUse = hiddenAt = now();
    requireElement("[data-hidden-why]").textContent = why;
    sayHowLong();
    screen.show(requireElement("#show-form"));
  }

  /** Hides the form if its time is up. Reads the clocks, because timers pause in a background tab and while the computer sleeps. */
  function hideIfIdle() {
    if (screen.isShown) return sayHowLong();
    const minutes = Number(setting.value);
    if (!minutes || since(lastUse) < minutes * MINUTE) return;
    hide(`This is because it had not been used for ${minutes === 1 ? "1 minute" : `${minutes} minutes`}.`);
  }

  function sayHowLong() {
    setText(requireElement("[data-hidden-ago]"), ago(since(hiddenAt)));
  }

  /** @param {Event} event */
  function noteUse(event) {
    if (screen.isShown) return;
    if (event instanceof PointerEvent && event.type === "pointermove") {
      // Browsers also send "pointermove" when the page scrolls under a pointer at rest.
      const position = `${event.screenX} ${event.screenY}`;
      if (position === pointer) return;
      pointer = position;
    }
    hideIfIdle();
    // The event that woke the computer must not act on the form, which is hidden now.
    if (screen.isShown) {
      if (event.cancelable) event.preventDefault();
      event.stopImmediatePropagation();
    } else lastUse = now();
  }

  for (const type of SIGNS_OF_USE) addEventListener(type, noteUse, { capture: true, passive: false });
  for (const type of ["visibilitychange", "focus", "pageshow", "resume"])
    addEventListener(type, hideIfIdle, { capture: true });
  setInterval(hideIfIdle, EVERY);
  // The setting is not an answer, so it must not start scoring.
  setting.addEventListener("input", (event) => event.stopPropagation());
  for (const button of document.querySelectorAll("[data-hide-now]")) {
    button.addEventListener("click", () => hide("You chose to hide it."));
  }
  requireElement("#show-form").addEventListener("click", () => {
    // Set before the focus returns to the form, which must not count as use after the time was up.
    lastUse = now();
    screen.hide();
  });
}

/** Reads two clocks: `performance.now()` may pause while the computer sleeps, and the wall clock may be set back. */
const now = () => ({ run: performance.now(), wall: Date.now() });

/** @param {{ run: number, wall: number }} moment @returns {number} The time since then in ms, by the clock that shows more. */
const since = ({ run, wall }) => Math.max(performance.now() - run, Date.now() - wall);

/** @param {number} time In ms. */
function ago(time) {
  const minutes = Math.floor(time / MINUTE);
  const hours = Math.floor(minutes / 60);
  if (minutes < 1) return "less than a minute ago";
  if (hours < 1) return minutes === 1 ? "1 minute ago" : `${minutes} minutes ago`;
  return hours === 1 ? "more than 1 hour ago" : `more than ${hours} hours ago`;
}
