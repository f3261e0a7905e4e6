/** Entry point of the assessment page. It starts to fetch the engine, which takes longest, while the HTML is still being parsed. */
import "../security/originals.mjs";
import { pause } from "../lib/pause.mjs";
import { startFetching } from "../engine/bootstrap.mjs";

// Nothing starts in a frame (see refuse-framing.mjs).
if (window.top === window.self) {
  startFetching();
  // From now on the parts for a page without scripts stay hidden (see overrides/partials/javascripts/before_first_paint.html).
  document.documentElement.dataset.started = "true";
  document.documentElement.classList.add("scripted", "engine-loading");
}
if (document.readyState === "loading")
  await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
// Let the browser paint the page first.
await pause();
await import("./assessment.mjs");
