/** The page that the site is compared with: no form and no style, one worker, asked at once, and the total it finds. */
const request = document.getElementById("request")?.textContent ?? "";
const total = document.getElementById("total");

// For the memory that the page takes without an engine.
if (location.search !== "?without") {
  const worker = new Worker(new URL("worker.mjs", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => {
    if (total) total.textContent = JSON.parse(data).result.texts.total;
  };
  worker.postMessage(request);
}
