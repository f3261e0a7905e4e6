/** Channels by workers and worklets of every kind. A worker may have another policy than the page that started it. */

way("worker from memory: fetch", ({ address }) => workerOf(`fetch("${address}")`).url, WORKER_TOO);
way("worker from memory: XMLHttpRequest", ({ address }) => workerOf(`const x = new XMLHttpRequest(); x.open("GET", "${address}"); x.send()`).url, WORKER_TOO);
way("worker from memory: WebSocket", ({ socket }) => workerOf(`new WebSocket("${socket}")`).url, WORKER_TOO);
way("worker from memory: importScripts", ({ address }) => workerOf(`importScripts("${address}.js")`).url, WORKER_TOO);
way("worker from memory: import", ({ address }) => workerOf(`import "${address}.js"`, { type: "module" }).url, WORKER_TOO);
way("worker from memory: dynamic import", ({ address }) => workerOf(`import("${address}.js")`).url, WORKER_TOO);
way("worker from memory: WebTransport", ({ trap }) => workerOf(`new WebTransport("https://127.0.0.1:${trap}/")`).url, { where: "both", trap: true });
way("worker from memory: event source", ({ address }) => workerOf(`new EventSource("${address}.events")`).url, WORKER_TOO);
way("worker in a worker: fetch", ({ address }) => {
  const inner = `fetch("${address}")`;
  return workerOf(`new Worker(URL.createObjectURL(new Blob([${JSON.stringify(inner)}], { type: "text/javascript" })))`).url;
}, WORKER_TOO);
way("worker from a data address: fetch", ({ address }) => new Worker(trusted().createScriptURL(`data:text/javascript,fetch("${address}")`)).url, WORKER_TOO);
way("worker of a fresh window: fetch", ({ address }) => new (freshWindow().Worker)(trusted().createScriptURL(blobAddress(`fetch("${address}")`, "text/javascript"))).url);
way("shared worker from memory: fetch", ({ address }) => new SharedWorker(trusted().createScriptURL(blobAddress(`fetch("${address}")`, "text/javascript"))).port);
way("shared worker from a data address: fetch", ({ address }) => new SharedWorker(trusted().createScriptURL(`data:text/javascript,fetch("${address}")`)).port);
way("worker from memory, own host: fetch", ({ own, secret }) => workerOf(`fetch("${own}/?${secret}")`).url, WORKER_TOO);
way("worker from memory, own host: importScripts", ({ own, secret }) => workerOf(`importScripts("${own}/app/latest.mjs?${secret}")`).url, WORKER_TOO);
way("own host: worker", ({ own, secret }) => new Worker(trusted().createScriptURL(`${own}/app/worker.mjs?${secret}`), { type: "module" }).url, WORKER_TOO);
way("own host: shared worker", ({ own, secret }) => new SharedWorker(trusted().createScriptURL(`${own}/app/worker.mjs?${secret}`)).port);
way("own host: service worker", ({ own, secret }) => navigator.serviceWorker.register(trusted().createScriptURL(`${own}/app/latest.mjs?${secret}`)));
way("sound worklet", ({ address }) => new OfflineAudioContext(1, 1, 8000).audioWorklet.addModule(`${address}.js`));
way("sound worklet from memory: import", ({ address }) => new OfflineAudioContext(1, 1, 8000).audioWorklet.addModule(blobAddress(`import "${address}.js"`, "text/javascript")));
way("paint worklet", ({ address }) => CSS.paintWorklet.addModule(`${address}.js`));
way("own host: sound worklet", ({ own, secret }) => new OfflineAudioContext(1, 1, 8000).audioWorklet.addModule(`${own}/app/latest.mjs?${secret}`));
way("shared storage worklet", ({ address }) => sharedStorage.worklet.addModule(`${address}.js`));
