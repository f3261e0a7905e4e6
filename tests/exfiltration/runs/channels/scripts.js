/** Channels by scripts and modules. The request alone sends the canary, whatever the response contains. */

way("script", ({ address }) => put("script", { src: `${address}.js` }));
way("script as a module", ({ address }) => put("script", { type: "module", src: `${address}.js` }));
way("script in an SVG", ({ address }) => {
  const script = make("script");
  script.setAttribute("href", asTrusted("script", "src", `${address}.js`));
  put("div").appendChild(make("svg")).append(script);
});
way("script written into the page", ({ address }) => {
  const range = document.createRange();
  document.body.append(range.createContextualFragment(trusted().createHTML(`<script src="${address}.js"></scr` + "ipt>")));
});
way("script in a fresh window", ({ address }) => put("script", { src: `${address}.js` }, freshWindow().document.body));
way("dynamic import", ({ address }) => import(`${address}.js`), WORKER_TOO);
way("import from a module in memory", ({ address }) => import(blobAddress(`import "${address}.js"`, "text/javascript")), WORKER_TOO);
way("import of JSON", ({ address }) => import(`${address}.json`, { with: { type: "json" } }), WORKER_TOO);
way("import of a style sheet", ({ address }) => import(`${address}.css`, { with: { type: "css" } }));
way("import map", async ({ address, secret }) => {
  const map = put("script", { type: "importmap" }, document.createElement("div"));
  map.append(JSON.stringify({ imports: { [secret]: `${address}.js` } }));
  document.head.append(map);
  return import(secret);
});
way("importScripts", ({ address }) => importScripts(`${address}.js`), { where: "worker" });

way("own host: script", ({ own, secret }) => put("script", { src: `${own}/app/latest.mjs?${secret}` }));
way("own host: dynamic import", ({ own, secret }) => import(`${own}/app/latest.mjs?${secret}`), WORKER_TOO);
way("own host: importScripts", ({ own, secret }) => importScripts(`${own}/app/latest.mjs?${secret}`), { where: "worker" });
