/**
 * Network panel: shows whether the page is sealed, and which files it has loaded. The list comes from the browser's own record of the
 * page's requests (Resource Timing).
 */
import { announceToo, requireElement } from "../ui/dom.mjs";
import { seal } from "./sealing-policy.mjs";

/** @type {{ name: string, bytes: number, start: number }[]} */
const loaded = [];
const panel = requireElement("[data-loaded]").closest("details");
/** @type {{ state: "open" | "sealed" | "failed", since: number }} `since` in ms of the page's own clock. */
let now = { state: "open", since: Infinity };
let refused = 0;

document.documentElement.dataset.seal = now.state;
panel?.addEventListener("toggle", show);
addEventListener("securitypolicyviolation", () => {
  refused += 1;
  show();
});
new PerformanceObserver((list) => {
  list.getEntries().forEach(note);
  show();
}).observe({ type: "resource", buffered: true });

/**
 * Updates the panel. The page counts as sealed only if the engine's worker is sealed too.
 * @param {import("../engine/client.mjs").State} state
 */
export async function followSeal(state) {
  if (state.state === "ready") {
    const page = await seal();
    become(page && state.sealed ? "sealed" : "failed");
  } else if (state.state === "failed" && now.state === "open") {
    become("failed");
  } else show();
}

/** @param {"sealed" | "failed"} state */
function become(state) {
  if (now.state === state) return;
  now = { state, since: performance.now() };
  document.documentElement.dataset.seal = state;
  show();
  if (state === "failed") announceToo(stateText());
}

/** @param {PerformanceEntry} entry */
function note(entry) {
  const { name, startTime, encodedBodySize } = /** @type {PerformanceResourceTiming} */ (entry);
  // Blobs and data URLs are in the page's own memory, so they are not requests.
  if (/^(blob|data):/.test(name)) return;
  loaded.push({ name, bytes: encodedBodySize, start: startTime });
}

function stateText() {
  return requireElement(`[data-seal-words="${now.state}"]`).textContent ?? "";
}

function show() {
  for (const element of document.querySelectorAll("[data-seal-words]")) {
    /** @type {HTMLElement} */ (element).hidden = /** @type {HTMLElement} */ (element).dataset.sealWords !== now.state;
  }
  const page = performance
    .getEntriesByType("navigation")
    .map((entry) => /** @type {PerformanceNavigationTiming} */ (entry));
  const rows = [
    ...page.map(({ name, encodedBodySize }) => ({ name: name.replace(/#.*/s, ""), bytes: encodedBodySize })),
    ...loaded,
  ];
  const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  text("count", `${rows.length} files, ${size(total)}`);
  // Requests that the browser refused were not sent, so they do not count.
  const since = loaded.filter(({ start }) => start > now.since).length;
  text("since", now.state === "sealed" ? String(since) : "not counted, because the page is not sealed");
  text("refused", String(refused));
  text("time", now.state === "sealed" ? clock(now.since) : "not sealed");
  // Fill the table only while the panel is open.
  if (panel?.open) requireElement("[data-loaded]").replaceChildren(...rows.map(row));
}

/**
 * @param {string} name
 * @param {string} value
 */
function text(name, value) {
  requireElement(`[data-sent="${name}"]`).textContent = value;
}

/** @param {{ name: string, bytes: number }} file */
function row({ name, bytes }) {
  const line = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = name.startsWith(`${location.origin}/`) ? name.slice(location.origin.length) : name;
  const cell = document.createElement("td");
  cell.textContent = size(bytes);
  line.append(head, cell);
  return line;
}

/** @param {number} bytes */
function size(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** @param {number} moment In ms of the page's clock. */
function clock(moment) {
  const time = new Date(performance.timeOrigin + moment);
  // Not toLocaleTimeString: its first call takes 50 ms.
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
}
