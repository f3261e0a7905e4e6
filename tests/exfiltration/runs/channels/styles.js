/** Channels by style sheets and fonts. */

way("style sheet", ({ address }) => put("link", { rel: "stylesheet", href: `${address}.css` }, document.head));
way("style sheet as an alternative", ({ address }) => put("link", { rel: "alternate stylesheet", title: "x", href: `${address}.css` }, document.head));
way("style sheet for print", ({ address }) => put("link", { rel: "stylesheet", media: "print", href: `${address}.css` }, document.head));
way("import in a style element", ({ address }) => put("style", {}, document.head).append(`@import "${address}.css";`));
way("import in a style element of an SVG", ({ address }) => svg("style").append(`@import "${address}.css";`));
way("import added to a sheet of the page", ({ address }) => {
  // A script can change a sheet from the page's own host. Only a policy of the page can block the imports in it.
  const sheet = [...document.styleSheets].find((each) => each.href) ?? put("style", {}, document.head).sheet;
  sheet.insertRule(`@import "${address}.css";`);
});
way("style element", ({ address }) => {
  put("style", {}, document.head).append(`.by-element { background: url("${address}.png") }`);
  put("div", { class: "by-element" }).append("x");
});
way("style attribute", ({ address }) => put("div", { style: `background: url("${address}.png")` }).append("x"));
way("style sheet in a shadow tree", ({ address }) => put("link", { rel: "stylesheet", href: `${address}.css` }, put("div").attachShadow({ mode: "open" })));
way("style processing instruction", ({ address }) => {
  const at = document.documentElement;
  document.insertBefore(document.createProcessingInstruction("xml-stylesheet", `href="${address}.css"`), at);
});
way("font", ({ address }) => new FontFace("elsewhere", `url("${address}.woff2")`).load(), WORKER_TOO);
way("font by a rule", ({ address }) => {
  addRule(`@font-face { font-family: "by-rule"; src: url("${address}.woff2") }`);
  box({ fontFamily: "by-rule" });
});
way("font chosen by a letter", ({ address }) => {
  addRule(`@font-face { font-family: "by-letter"; src: url("${address}.woff2"); unicode-range: U+0078 }`);
  box({ fontFamily: "by-letter" }).append("x");
});

way("own host: style sheet", ({ own, secret }) => put("link", { rel: "stylesheet", href: `${own}/assets/css/site.css?${secret}` }, document.head));
way("own host: font", ({ own, secret }) => new FontFace("own", `url("${own}/assets/x.woff2?${secret}")`).load(), WORKER_TOO);
way("own host: import added to a sheet of the page", ({ own, secret }) => {
  const sheet = [...document.styleSheets].find((each) => each.href) ?? put("style", {}, document.head).sheet;
  sheet.insertRule(`@import "${own}/assets/css/site.css?${secret}";`);
});
