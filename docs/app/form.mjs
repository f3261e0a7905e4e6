/**
 * Where the assessment page begins: with the engine, which takes longest, while the page itself is still being read.
 */
import { beginEngine } from "./prepare.mjs";

// In a frame nothing starts (see alone.mjs).
if (window.top === window.self) {
  beginEngine();
  // Before the first letter is shown: what is there for a page without scripts need not be laid out first.
  document.documentElement.classList.add("scripted", "engine-loading");
}
if (document.readyState === "loading") await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
// The page is shown first.
await new Promise((resolve) => setTimeout(resolve));
await import("./assess.mjs");
