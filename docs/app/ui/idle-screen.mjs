/**
 * Hides the form when nobody has used it for a while, or at once by a button. Nothing is lost and nothing is locked: whoever
 * sits at the computer can show it again. How long a while is stays in the page's memory.
 */
import { Curtain } from "./curtain.mjs";
import { part } from "./page.mjs";

const MINUTE = 60_000;
// How often to look: a form may be seen that much longer than asked for.
const EVERY = 2000;
// Scrolling and a moved focus are all that comes from somebody who reads with a screen reader.
const SIGNS_OF_USE = ["keydown", "pointerdown", "pointermove", "wheel", "touchmove", "input", "scroll", "focusin"];

export function hideWhenIdle() {
  const curtain = new Curtain(part("#curtain"));
  const setting = /** @type {HTMLSelectElement} */ (part("#hide-after"));
  let lastUse = now();
  let hiddenAt = lastUse;
  let pointer = "";

  /** @param {string} why */
  function hide(why) {
    // Both: a dialogue that is closed below moves the focus, which would else be seen as use that comes too late.
    lastUse = hiddenAt = now();
    part("[data-hidden-why]").textContent = why;
    sayHowLong();
    curtain.draw(part("#show-form"));
  }

  /** Timers stand still in a tab that is not looked at and in a computer that sleeps, so the clocks are asked as well. */
  function look() {
    if (curtain.isDrawn) return sayHowLong();
    const minutes = Number(setting.value);
    if (!minutes || since(lastUse) < minutes * MINUTE) return;
    hide(`Nobody had used it for ${minutes === 1 ? "1 minute" : `${minutes} minutes`}.`);
  }

  function sayHowLong() {
    const words = ago(since(hiddenAt));
    const place = part("[data-hidden-ago]");
    if (place.textContent !== words) place.textContent = words;
  }

  /** @param {Event} event */
  function used(event) {
    if (curtain.isDrawn) return;
    if (event instanceof PointerEvent && event.type === "pointermove") {
      // A browser also says so when the page moves below a pointer that rests.
      const place = `${event.screenX} ${event.screenY}`;
      if (place === pointer) return;
      pointer = place;
    }
    look();
    // Came too late: what woke the computer must not act on a form that is hidden now.
    if (curtain.isDrawn) {
      if (event.cancelable) event.preventDefault();
      event.stopImmediatePropagation();
    } else lastUse = now();
  }

  for (const type of SIGNS_OF_USE) addEventListener(type, used, { capture: true, passive: false });
  for (const type of ["visibilitychange", "focus", "pageshow", "resume"]) addEventListener(type, look, { capture: true });
  setInterval(look, EVERY);
  // The setting is no answer: the form is not to be scored anew for it.
  setting.addEventListener("input", (event) => event.stopPropagation());
  for (const button of document.querySelectorAll("[data-hide-now]")) {
    button.addEventListener("click", () => hide("You asked for it."));
  }
  part("#show-form").addEventListener("click", () => {
    // First: the focus that goes back would else be seen as use that comes too late.
    lastUse = now();
    curtain.open();
  });
}

/** Two clocks: the first one may stand still while the computer sleeps, the second may be put back. */
const now = () => ({ run: performance.now(), wall: Date.now() });

/** @param {{ run: number, wall: number }} moment @returns {number} Milliseconds, by the clock that says more. */
const since = ({ run, wall }) => Math.max(performance.now() - run, Date.now() - wall);

/** @param {number} time In ms. */
function ago(time) {
  const minutes = Math.floor(time / MINUTE);
  const hours = Math.floor(minutes / 60);
  if (minutes < 1) return "less than a minute ago";
  if (hours < 1) return minutes === 1 ? "1 minute ago" : `${minutes} minutes ago`;
  return hours === 1 ? "more than 1 hour ago" : `more than ${hours} hours ago`;
}
