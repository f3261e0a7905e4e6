/** Shows the engine's state (loading, ready, failed). Classes on the root element let the styles show what works in that state. */
import { announce, requireElement, setText } from "../ui/dom.mjs";

const FAILED =
  "The scores cannot be calculated here. Your answers are still in the form. You can continue, print the form and add up the numbers by hand.";
const NO_SCORE = "To see a score, first correct the problem shown at the top of the form.";

/**
 * Shows and announces the engine's state.
 * @param {import("../engine/client.mjs").State} state
 * @param {string} [failed] What to say if the engine has failed.
 */
export function showState(state, failed = FAILED) {
  for (const name of ["loading", "ready", "failed"]) {
    document.documentElement.classList.toggle(`engine-${name}`, state.state === name);
  }
  const message = { loading: "text" in state ? state.text : "", ready: "", failed }[state.state];
  setText(requireElement("[data-engine-state]"), message);
  if (state.state === "ready") announce("Scoring is ready.");
  if (state.state === "failed") announce(message);
  if (state.state === "loading" && state.progress === 0) announce(message);
}

/**
 * Shows or hides the scores. Scores of earlier answers must not be visible beside answers that Python cannot read.
 * @param {boolean} isThere
 * @param {string} [why] Why there is no score.
 */
export function showWhetherScored(isThere, why = NO_SCORE) {
  document.documentElement.classList.toggle("no-score", !isThere);
  setText(requireElement("[data-engine-state]"), isThere ? "" : why);
}
