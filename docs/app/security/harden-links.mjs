/** Hardens links: a click, also by a script or into a new tab, can lead only to addresses that were in the page when it was sealed. */
import { reader, replace, uncurried } from "./originals.mjs";

const { apply } = Reflect;
const clone = uncurried(Node.prototype.cloneNode);
const composedPath = uncurried(Event.prototype.composedPath);
const isConnected = reader(Node.prototype, "isConnected");
const localName = reader(Element.prototype, "localName");
const parentNode = reader(Node.prototype, "parentNode");
const preventDefault = uncurried(Event.prototype.preventDefault);
const startsWith = uncurried(String.prototype.startsWith);
const stopImmediatePropagation = uncurried(Event.prototype.stopImmediatePropagation);
const typeOf = reader(Event.prototype, "type");
const hrefs = { a: reader(HTMLAnchorElement.prototype, "href"), area: reader(HTMLAreaElement.prototype, "href") };
const downloads = {
  a: reader(HTMLAnchorElement.prototype, "download"),
  area: reader(HTMLAreaElement.prototype, "download"),
};
const hashes = { a: reader(HTMLAnchorElement.prototype, "hash"), area: reader(HTMLAreaElement.prototype, "hash") };

/**
 * The target of a link, in this order: not a link, the download of a blob, a place in the page, a known address, an unknown address.
 * @typedef {"nowhere" | "save" | "within" | "own" | "elsewhere"} Goal
 */

/**
 * Blocks links to unknown addresses.
 * @param {(address: string) => boolean} isOwn Whether an address was in the page when it was sealed.
 */
export function hardenLinks(isOwn) {
  const originalLocation = location;

  /** @param {unknown} node @returns {Goal} */
  const goal = (node) => {
    const name = nameOf(node);
    if (name !== "a" && name !== "area") return "nowhere";
    let href = "";
    let download = "";
    try {
      href = hrefs[name](node);
      download = downloads[name](node);
    } catch {
      // A link in an SVG. The page has none, and its address could be animated.
      return "elsewhere";
    }
    if (!href) return "nowhere";
    // A blob is in the page's own memory, so saving it makes no request.
    if (download && startsWith(href, "blob:")) return "save";
    if (!isOwn(href)) return "elsewhere";
    return hashes[name](node) && withoutFragment(href) === withoutFragment(originalLocation.href) ? "within" : "own";
  };

  /** @param {Event} event */
  const followed = (event) => {
    const path = composedPath(event);
    for (let at = 0; at < path.length; at += 1) {
      const linkGoal = goal(path[at]);
      if (linkGoal === "elsewhere") preventDefault(event);
      // No later listener may change where the link leads.
      if (linkGoal === "elsewhere" || linkGoal === "own") stopImmediatePropagation(event);
    }
  };
  for (const type of ["click", "auxclick"]) addEventListener(type, followed, { capture: true });

  // The window receives no event from outside the document, and it cannot cancel an event that was created as not cancelable.
  const isHeard = (/** @type {Node} */ link) => isConnected(link) && goal(link) !== "elsewhere";
  const { click } = HTMLElement.prototype;
  const { dispatchEvent } = EventTarget.prototype;
  replace(HTMLElement.prototype, "click", function () {
    // @ts-expect-error: `this` is the element on which it is called.
    const self = this;
    const link = linkAround(self, goal);
    if (!link || isHeard(link)) apply(click, self, []);
    // A clone has no listeners that could change where it leads.
    else if (goal(link) === "save") apply(click, clone(link, false), []);
  });
  replace(EventTarget.prototype, "dispatchEvent", function (/** @type {Event} */ event) {
    // @ts-expect-error: likewise
    const self = this;
    const type = typeOf(event);
    const link = type === "click" || type === "auxclick" ? linkAround(self, goal) : undefined;
    return link && !isHeard(link) ? false : apply(dispatchEvent, self, [event]);
  });
}

/**
 * Returns the link that a click on a node would follow.
 * @param {unknown} node
 * @param {(node: unknown) => Goal} goal
 */
function linkAround(node, goal) {
  try {
    for (let each = node; each; each = parentNode(each))
      if (goal(each) !== "nowhere") return /** @type {Node} */ (each);
  } catch {
    // Not a node.
  }
  return undefined;
}

/** @param {unknown} node */
function nameOf(node) {
  try {
    return /** @type {string} */ (localName(node));
  } catch {
    return ""; // a document or a window
  }
}

const indexOf = uncurried(String.prototype.indexOf);
const slice = uncurried(String.prototype.slice);

/**
 * Returns an address without its fragment.
 * @param {string} address
 */
export function withoutFragment(address) {
  const hashIndex = indexOf(address, "#");
  return hashIndex < 0 ? address : slice(address, 0, hashIndex);
}
