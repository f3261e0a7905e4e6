/** Page of every baseline: starts one worker, sends it one request at once, and shows the total. No form, no styles. */
const request = document.getElementById("request")?.textContent ?? "";
const total = document.getElementById("total");

// "?without" measures the memory of the page without an engine.
if (location.search !== "?without") {
  const worker = new Worker(new URL("worker.mjs", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => {
    if (total) total.textContent = JSON.parse(data).result.texts.total;
  };
  worker.postMessage(request);
}
