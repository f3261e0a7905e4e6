/**
 * Hardens against new windows: blocks elements that bring their own window, such as iframes, because it would have all functions that
 * were removed from this one. Also blocks closed shadow trees, in which links cannot be checked, and document.open, which would remove
 * this page's listeners.
 *
 * In browsers with Trusted Types markup cannot create such an element either, because the page's policy lets no string become HTML.
 */
import { reader, removeProperties, replace } from "./originals.mjs";

const { apply } = Reflect;
const localName = reader(Element.prototype, "localName");
// Without a prototype, so that no script can add to it.
const BRINGS_WINDOW = Object.assign(Object.create(null), {
  embed: true,
  fencedframe: true,
  frame: true,
  iframe: true,
  object: true,
  portal: true,
});

/** Blocks the creation of frames, shadow trees and new documents. */
export function hardenWindows() {
  const { createElement, createElementNS } = Document.prototype;
  replace(Document.prototype, "createElement", function (/** @type {unknown[]} */ ...callArguments) {
    // @ts-expect-error: `this` is the document on which it is called.
    return harmless(apply(createElement, this, callArguments));
  });
  replace(Document.prototype, "createElementNS", function (/** @type {unknown[]} */ ...callArguments) {
    // @ts-expect-error: likewise
    return harmless(apply(createElementNS, this, callArguments));
  });
  removeProperties(globalThis, ["XSLTProcessor", "customElements"]);
  // A custom element could extend the class of an iframe.
  removeProperties(globalThis.CustomElementRegistry?.prototype, ["define"]);
  removeProperties(Document.prototype, ["execCommand", "open", "write", "writeln"]);
  removeProperties(Element.prototype, ["attachShadow", "setHTMLUnsafe"]);
  removeProperties(globalThis.ShadowRoot?.prototype, ["setHTMLUnsafe"]);
  removeProperties(Document, ["parseHTMLUnsafe"]);
}

/** @param {Element} element */
function harmless(element) {
  if (BRINGS_WINDOW[localName(element)]) throw new TypeError("A sealed page makes no frame.");
  return element;
}
