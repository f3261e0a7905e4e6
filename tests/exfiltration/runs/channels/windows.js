/** Channels by other windows: new windows and tabs, the opener of this page, and the page that frames it. */

way("window.open", ({ address }) => void open(address), WINDOW);
way("window.open without a tie", ({ address }) => void open(address, "_blank", "noopener"), WINDOW);
way("window.open, then led elsewhere", ({ address }) => (open("about:blank").location = address), WINDOW);
way("window.open, then fetch inside", ({ address }) => open("about:blank").fetch(address), WINDOW);
way("window.open from memory", ({ address }) => void open(blobAddress(`<img src="${address}.png">`, "text/html")), WINDOW);
way("window.open of a script address", ({ address }) => void open(`javascript:fetch("${address}")`), WINDOW);
way("window.open from a fresh window", ({ address }) => void freshWindow().open(address), WINDOW);
way("link into a new tab", ({ address }) => put("a", { href: address, target: "_blank" }).click(), WINDOW);
way("link into a new tab, without a tie", ({ address }) => put("a", { href: address, target: "_blank", rel: "noopener" }).click(), WINDOW);
way("link into a new tab, from no page", ({ address }) => Object.assign(document.createElement("a"), { href: address, target: "_blank" }).click(), WINDOW);
way("link clicked with Ctrl by a script", ({ address }) => press(address, { ctrlKey: true }), WINDOW);
way("link clicked with Shift by a script", ({ address }) => press(address, { shiftKey: true }), WINDOW);
way("link clicked with the middle button by a script", ({ address }) => press(address, { button: 1 }), WINDOW);
way("form into a new tab", ({ address }) => put("form", { action: address, target: "_blank" }).submit(), WINDOW);
way("window above all others", ({ address }) => cover("button").addEventListener("click", async () => {
  const above = await documentPictureInPicture.requestWindow();
  put("a", { href: address, target: "_blank" }, above.document.body).click();
}), BY_CLICK);

way("own host: window.open", ({ own, secret }) => void open(`${own}/?${secret}`), WINDOW);
way("own host: window.open from a fresh window", ({ own, secret }) => void freshWindow().open(`${own}/?${secret}`), WINDOW);
way("own host: link into a new tab", ({ own, secret }) => put("a", { href: `${own}/?${secret}`, target: "_blank" }).click(), WINDOW);
way("own host: form into a new tab", ({ own, secret }) => {
  const form = put("form", { action: `${own}/`, target: "_blank" });
  put("input", { name: "x", value: secret }, form);
  form.submit();
}, WINDOW);
way("own host: window without a policy of its own, then fetch", async ({ own, address }) => {
  const opened = open(`${own}/about/answers.schema.json`);
  await there(opened);
  return opened.fetch(address);
}, WINDOW);
way("own host: window of another page, then own host by fetch", async ({ own, secret }) => {
  const opened = open(`${own}/about/licences/`);
  await there(opened);
  return opened.fetch(`${own}/?${secret}`);
}, WINDOW);

way("own host: window of another page, then led on by its own link", async ({ own, address }) => {
  const opened = open(`${own}/help/contacts/`);
  await there(opened);
  put("a", { href: address }, opened.document.body).click();
}, WINDOW);
way("own host: window of another page, then led on by this one", async ({ own, address }) => {
  const opened = open(`${own}/help/contacts/`);
  await there(opened);
  opened.location = address;
}, WINDOW);

way("document.open into a new tab", ({ address }) => void document.open(address, "_blank", ""), WINDOW);
way("link in a closed shadow tree into a new tab", ({ address }) => closedLink(address).click(), WINDOW);
way("link in a closed shadow tree, by an event that stays in it", ({ address }) => void closedLink(address).dispatchEvent(new MouseEvent("click")), WINDOW);
way("link in a drawing, animated, into a new tab", ({ address }) => void animatedLink(address).dispatchEvent(new MouseEvent("click", { bubbles: true })), WINDOW);
way("link into a new tab, by an event that cannot be stopped", ({ address }) =>
  void put("a", { href: address, target: "_blank" }).dispatchEvent(new MouseEvent("click", { bubbles: true })), WINDOW);
way("link into a new tab, changed while it is clicked", ({ own, address }) => {
  const link = put("a", { href: `${own}/help/contacts/`, target: "_blank" });
  link.addEventListener("click", () => (link.href = address));
  link.click();
}, WINDOW);
way("link of the page, changed while it is clicked", ({ address }) => {
  const link = document.querySelector("a[href]:not([href^='#'])") ?? put("a", { href: location.href });
  link.target = "_blank";
  link.addEventListener("click", () => (link.href = address), { once: true });
  link.click();
}, LAST);
way("link from no page, saved from memory and changed meanwhile", ({ address }) => {
  const link = Object.assign(document.createElement("a"), { href: blobAddress("x", "text/plain"), download: "x" });
  link.addEventListener("click", () => (link.href = address));
  link.click();
}, ALONE);
way("a person clicks a link in a closed shadow tree", ({ address }) => {
  const place = cover("div");
  const link = Object.assign(document.createElement("a"), { href: address, target: "_blank" });
  Object.assign(link.style, { position: "fixed", inset: "0" });
  place.attachShadow({ mode: "closed" }).append(link);
}, BY_CLICK);
way("a person clicks an animated link in a drawing", ({ address }) => {
  const link = animatedLink(address);
  const area = link.appendChild(make("rect"));
  for (const [name, value] of Object.entries({ width: "9999", height: "9999" })) area.setAttribute(name, value);
  const drawing = /** @type {Element} */ (link.parentNode);
  Object.assign(drawing.style, { position: "fixed", inset: "0", zIndex: "2147483647", width: "100%", height: "100%" });
  drawing.id = "cover";
}, BY_CLICK);

way("message to the opener", ({ secret }) => opener.postMessage(secret, "*"), OPENED);
way("answer to a message from the opener", ({ secret }) => new Promise((done) => {
  addEventListener("message", ({ source }) => done(source.postMessage(secret, "*")), { once: true });
}), OPENED);
way("opener led elsewhere", ({ address }) => (opener.location = address), OPENED);

way("message to the page around", ({ secret }) => parent.postMessage(secret, "*"), FRAMED);
way("page around led elsewhere", ({ address }) => (top.location = address), FRAMED);

/** @param {string} href @param {MouseEventInit} how */
function press(href, how) {
  put("a", { href }).dispatchEvent(new MouseEvent(how.button ? "auxclick" : "click", { bubbles: true, cancelable: true, view: window, ...how }));
}

/** Waits until a window with a page of our own host has loaded. @param {Window} opened */
async function there(opened) {
  while (opened.location.href === "about:blank" || opened.document.readyState !== "complete") {
    await new Promise((again) => setTimeout(again, 20));
  }
}

/** @param {string} href */
function closedLink(href) {
  const link = Object.assign(document.createElement("a"), { href, target: "_blank" });
  put("div").attachShadow({ mode: "closed" }).append(link);
  return link;
}

/** Returns an SVG link to this page, which an animation turns into a link to the address. @param {string} address */
function animatedLink(address) {
  const link = put("div").appendChild(make("svg")).appendChild(make("a"));
  link.setAttribute("href", location.href);
  link.setAttribute("target", "_blank");
  const set = link.appendChild(make("set"));
  for (const [name, value] of Object.entries({ attributeName: "href", to: address, begin: "0s", fill: "freeze" })) set.setAttribute(name, value);
  link.ownerSVGElement.setCurrentTime(1);
  return link;
}
