/** Deferred layout: lays out the sections below the screen (content-visibility, see _assessment.scss) when the browser is idle. */
import { Presses } from "../../ui/presses.mjs";

// In ms. The engine has usually started by then.
const SOON = 2000;

/**
 * Schedules the layout of all sections.
 * @param {HTMLElement} form
 */
export function layOutSoon(form) {
  const presses = new Presses();
  setTimeout(() => whenIdle(() => presses.after(() => layOut(form))), SOON);
}

/**
 * Lays out all sections. Keeps the visible part in place, because the sections above it get another height than was estimated.
 * @param {HTMLElement} form
 */
export function layOut(form) {
  const { style, classList } = document.documentElement;
  if (classList.contains("laid-out")) return;
  const centreElement = document.elementsFromPoint(innerWidth / 2, innerHeight / 2).find((each) => form.contains(each));
  const topOfCentre = () => centreElement?.getBoundingClientRect().top ?? 0;
  const before = topOfCentre();
  // Browsers anchor the scroll position for some changes only, and some browsers never do.
  style.overflowAnchor = "none";
  classList.add("laid-out");
  scrollBy({ top: topOfCentre() - before, behavior: "instant" });
  style.overflowAnchor = "";
}

/** @param {() => void} act */
function whenIdle(act) {
  if ("requestIdleCallback" in window) requestIdleCallback(act, { timeout: 2000 });
  else setTimeout(act, 1000);
}
