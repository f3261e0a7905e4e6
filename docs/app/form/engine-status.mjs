/** Says how the engine is. Classes on the root let the styles show what works in that state. */
import { announce, part } from "./page.mjs";

const FAILED =
  "The scores cannot be worked out here. Your answers are kept: you can go on, print the form and add the numbers by hand.";
const NO_SCORE = "There is no score until the problem named at the top of the form is put right.";

/** @param {import("./scorer.mjs").State} state */
export function showState(state) {
  for (const name of ["loading", "ready", "failed"]) {
    document.documentElement.classList.toggle(`engine-${name}`, state.state === name);
  }
  const words = { loading: "text" in state ? state.text : "", ready: "", failed: FAILED }[state.state];
  part("[data-engine-state]").textContent = words;
  if (state.state === "ready") announce("Scores are worked out from now on.");
  if (state.state === "failed") announce(words);
  if (state.state === "loading" && state.progress === 0) announce(words);
}

/**
 * Figures of older answers must not stand beside answers that Python will not read.
 * @param {boolean} isThere
 * @param {string} [why] Why there are none.
 */
export function showWhetherScored(isThere, why = NO_SCORE) {
  document.documentElement.classList.toggle("no-score", !isThere);
  part("[data-engine-state]").textContent = isThere ? "" : why;
}
