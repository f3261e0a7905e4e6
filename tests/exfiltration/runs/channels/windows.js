/** Other windows and tabs: new ones, and the one that opened this page. */

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

/** Waits until a window of our own host is there. @param {Window} opened */
async function there(opened) {
  while (opened.location.href === "about:blank" || opened.document.readyState !== "complete") {
    await new Promise((again) => setTimeout(again, 20));
  }
}
