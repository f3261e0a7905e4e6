/** Lays out the sections that nobody has looked at yet (see _assessment.scss), once there is time for it. */

// In ms: the engine has most likely started by then.
const SOON = 2000;

/** @param {HTMLElement} form */
export function layOutSoon(form) {
  setTimeout(() => whenIdle(() => layOut(form)), SOON);
}

/**
 * The sections above have another height afterwards than was reckoned with: what somebody sees stays where it is.
 * @param {HTMLElement} form
 */
function layOut(form) {
  const { style, classList } = document.documentElement;
  const seen = document.elementsFromPoint(innerWidth / 2, innerHeight / 2).find((each) => form.contains(each));
  const place = () => seen?.getBoundingClientRect().top ?? 0;
  const before = place();
  // Browsers do it for some changes and not for others, and some never.
  style.overflowAnchor = "none";
  classList.add("laid-out");
  scrollBy({ top: place() - before, behavior: "instant" });
  style.overflowAnchor = "";
}

/** @param {() => void} act */
function whenIdle(act) {
  if ("requestIdleCallback" in window) requestIdleCallback(act, { timeout: 2000 });
  else setTimeout(act, 1000);
}
