/** Channels by pages inside the page: frames, objects and embedded documents. */

way("frame", ({ address }) => put("iframe", { src: `${address}.html` }));
way("frame of an old frame set", ({ address }) => put("frame", { src: `${address}.html` }, put("frameset", {}, document.documentElement)));
way("frame without credentials", ({ address }) => put("iframe", { credentialless: "", src: `${address}.html` }));
way("object", ({ address }) => put("object", { data: `${address}.html` }));
way("object that is a picture", ({ address }) => put("object", { type: "image/svg+xml", data: `${address}.svg` }));
way("embedded document", ({ address }) => put("embed", { src: `${address}.html`, type: "text/html" }));
way("fenced frame", ({ address }) => (put("fencedframe").config = new FencedFrameConfig(`${address}.html`)));
way("portal", ({ address }) => put("portal", { src: `${address}.html` }).activate());
way("frame in a fresh window", ({ address }) => put("iframe", { src: `${address}.html` }, freshWindow().document.body));
way("fresh window led elsewhere", ({ address }) => (freshWindow().location = `${address}.html`));
way("frame with a page in an attribute", ({ address }) => put("iframe", { srcdoc: `<img src="${address}.png">` }));
way("frame with a script in an attribute", ({ address }) => put("iframe", { srcdoc: `<script src="${address}.js"></scr` + "ipt>" }));
way("frame with a page that leads on", ({ address }) => put("iframe", { srcdoc: `<meta http-equiv="refresh" content="0; url=${address}.html">` }));
way("frame from memory", ({ address }) => put("iframe", { src: blobAddress(`<img src="${address}.png">`, "text/html") }));
way("frame from a data address", ({ address }) => put("iframe", { src: `data:text/html,<img src="${address}.png">` }));
way("frame from a script address", ({ address }) => put("iframe", { src: `javascript:'<img src="${address}.png">'` }));
way("frame written into", ({ address }) => {
  const { document: inner } = freshWindow();
  inner.write(trusted().createHTML(`<img src="${address}.png">`));
});
way("frame with a form", ({ address }) => {
  const inner = freshWindow().document;
  put("form", { action: `${address}.html` }, inner.body).submit();
});
way("form into a frame", ({ address }) => {
  put("iframe", { name: "into-here" });
  put("form", { action: `${address}.html`, target: "into-here" }).submit();
});
way("link into a frame", ({ address }) => {
  put("iframe", { name: "link-into-here" });
  put("a", { href: `${address}.html`, target: "link-into-here" }).click();
});
way("window.open into a frame", ({ address }) => {
  put("iframe", { name: "open-into-here" });
  open(`${address}.html`, "open-into-here");
});
way("style transformation (XSLT)", ({ address }) => {
  const xml = `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="${address}.xsl"?><x/>`;
  put("iframe", { src: blobAddress(xml, "text/xml") });
});
way("XSLT's document()", ({ address }) => {
  const xsl = `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><xsl:copy-of select="document('${address}.svg')"/></xsl:template></xsl:stylesheet>`;
  const sheet = new XSLTProcessor();
  sheet.importStylesheet(new DOMParser().parseFromString(xsl, "text/xml"));
  return sheet.transformToFragment(new DOMParser().parseFromString("<x/>", "text/xml"), document);
});
way("own host: frame", ({ own, secret }) => put("iframe", { src: `${own}/?${secret}` }));
way("own host: object", ({ own, secret }) => put("object", { data: `${own}/?${secret}` }));
way("own host: frame without a policy of its own, then fetch", async ({ own, address }) => {
  const frame = put("iframe", { src: `${own}/about/answers.schema.json` });
  await new Promise((done) => (frame.onload = done));
  return frame.contentWindow.fetch(address);
});
