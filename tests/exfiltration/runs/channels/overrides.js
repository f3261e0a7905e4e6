/**
 * Channels that the page's own scripts close. Before each try, the injected code replaces built-in functions on which
 * those scripts may rely, or the document itself.
 */

way("leading away, with preventDefault taken away", ({ address }) => {
  Event.prototype.preventDefault = () => {};
  location.href = address;
}, LAST);
way("leading away, with every address a known one", ({ address }) => {
  Set.prototype.has = Map.prototype.has = Object.hasOwn = Object.prototype.hasOwnProperty = () => true;
  Array.prototype.includes = String.prototype.includes = String.prototype.startsWith = () => true;
  location.href = address;
}, LAST);
way("leading away, as if a person did", ({ address }) => {
  for (const name of ["userInitiated", "hashChange"]) Object.defineProperty(NavigateEvent.prototype, name, { get: () => true });
  Object.defineProperty(NavigationDestination.prototype, "url", { get: () => location.href });
  location.href = address;
}, LAST);
way("leading away, from a document begun again", ({ address }) => {
  document.open();
  location.href = address;
}, LAST);
way("link into a new tab, with an empty path of its event", ({ address }) => {
  Event.prototype.composedPath = () => [];
  for (const name of ["target", "currentTarget", "type"]) Object.defineProperty(Event.prototype, name, { get: () => null });
  put("a", { href: address, target: "_blank" }).click();
}, LAST);
way("link into a new tab, that looks like another", ({ address }) => {
  const link = put("a", { href: address, target: "_blank" });
  Object.defineProperty(HTMLAnchorElement.prototype, "href", { get: () => location.href });
  Element.prototype.matches = () => false;
  Element.prototype.closest = () => null;
  link.click();
}, LAST);
way("link into a new tab, with other functions of the language", ({ address }) => {
  const link = put("a", { href: address, target: "_blank" });
  Reflect.apply = Function.prototype.call = Function.prototype.apply = () => undefined;
  Array.prototype[Symbol.iterator] = function* () {};
  RegExp.prototype.exec = () => null;
  String.prototype.indexOf = () => 0;
  String.prototype.slice = () => location.href;
  link.click();
}, LAST);
