/** A page for tests of the browser modules in Node: happy-dom's classes as globals, and a small version of the form. */
import { Window } from "happy-dom";

/** Globals of Node that are replaced, because happy-dom's elements accept only those of happy-dom. */
const REPLACED = new Set([
  "Event",
  "CustomEvent",
  "EventTarget",
  "DOMException",
  "navigator",
  "performance",
  "File",
  "Blob",
  "FormData",
]);
/** Globals of Node that are kept, because those of happy-dom are slower or incomplete. */
const KEPT = new Set([
  "crypto",
  "TextEncoder",
  "TextDecoder",
  "Blob",
  "File",
  "DOMException",
  "performance",
  "URL",
  "setTimeout",
  "setInterval",
]);

/**
 * Returns the HTML of the block of a list, as builder/render/templates/form/entries.html.j2 writes it.
 * @param {string} list
 * @param {string} attributes
 */
const block = (list, attributes) =>
  `<details data-entries="${list}" ${attributes}><summary>${list}${besideOf(attributes)}
    <span data-entries-count></span></summary><div data-entries-body></div></details>`;

/** @param {string} attributes */
const besideOf = (attributes) => {
  const [, place] = /data-place="(.*?)"/.exec(attributes) ?? [];
  return place ? `<span class="govuk-visually-hidden"> about ${place}</span>` : "";
};

/**
 * @param {string} list
 * @param {string} label
 * @param {string} one
 * @param {string} many
 */
const list = (list, label, one, many) =>
  `<div class="cse-item" id="list-${list}" data-item="${list}" data-kind="entries" data-label="${label}" data-entry="${one}"
    data-plural="${many}" data-identifying>${block(list, 'data-place=""')}</div>`;

/**
 * @param {string} name
 * @param {string} kind
 */
const field = (name, kind) => {
  const attributes = `id="entry-${name}" data-entry-field="${name}" ${kind && `data-entry-kind="${kind}"`}`;
  const control =
    kind === "multiline"
      ? `<textarea ${attributes}></textarea>`
      : kind === "when" || kind === "text"
        ? `<input type="text" ${attributes}>`
        : `<select ${attributes}><option value="">None</option>${kind && '<option value="Fact">Fact</option>'}</select>`;
  return `<div class="govuk-form-group"><label for="entry-${name}">${name.toUpperCase()}</label>${control}</div>`;
};

/**
 * @param {string} list
 * @param {string} content
 */
const fields = (list, content) =>
  `<template data-entry-of="${list}"><div data-entry-block><ol data-rows></ol><p data-full hidden></p><button type="button" data-add>Add<span
    data-add-about></span></button></div><div data-entry-fields role="group">${content}<button type="button" data-done>Done</button><button
    type="button" data-remove>Remove</button></div></template>`;

/**
 * The parts of the form that the modules look for, with one item of each kind, as
 * builder/render/templates/form/items.html.j2 writes them.
 */
export const FORM = `
<form id="assessment" data-format="test-answers" data-version="1" data-instrument="9.9" data-marking="OFFICIAL-SENSITIVE">
  <div id="error-summary" tabindex="-1" hidden><ul data-errors></ul></div>
  <p class="cse-marking">OFFICIAL-SENSITIVE when completed</p>
  <p data-text="total"></p><div data-text-block="range" hidden><span data-text="range"></span></div>
  <div data-list-block="signs-of-harm" hidden><ul data-list="signs-of-harm"></ul></div>
  <section data-section id="part-1"><h2>Part 1</h2>
    <div class="cse-item" data-item="name" data-kind="text" data-label="Name" data-identifying><div class="govuk-form-group">
      <label for="name">Name</label><input id="name" type="text" name="name" class="govuk-input"></div></div>
    <div class="cse-item" data-item="again" data-kind="text" data-label="Name again" data-copy-of="name" data-group="Analysis"><div class="govuk-form-group">
      <label for="again">Name again</label><input id="again" type="text" name="again"></div></div>
    <div class="cse-item" data-item="born" data-kind="date" data-label="Born"><div class="govuk-form-group"><div class="govuk-date-input">
      <input type="text" name="born-day"><input type="text" name="born-month"><input type="text" name="born-year"></div></div></div>
    <div class="cse-item" data-item="place" data-kind="text" data-label="Place"><div class="govuk-form-group">
      <select name="place"><option value=""></option><option value="A">A: Home</option><option value="B">B: Away</option></select></div></div>
    <div class="cse-item" data-item="notes" data-kind="text" data-label="Notes"><div class="govuk-form-group"><textarea name="notes"></textarea></div></div>
  </section>
  <section data-section id="part-2"><h2>Part 2</h2>
    <div class="cse-item" data-item="list" data-kind="ticks" data-label="List"><div class="govuk-form-group">
      <input type="checkbox" id="list-a" value="a"><label for="list-a">Option A</label>
      <input type="checkbox" id="list-b" value="b"><label for="list-b">Option B</label>
      <input type="checkbox" id="list-other" value="other"><label for="list-other">Other</label>
      <div class="govuk-checkboxes__conditional"><input type="text" name="list-other"></div></div>
      ${block("proof", 'data-place="list"')}</div>
    <div class="cse-item" data-item="factor" data-kind="number" data-label="Factor"><div class="govuk-form-group">
      <input type="radio" name="factor" id="factor-1" value="1"><label for="factor-1">One</label>
      <input type="radio" name="factor" id="factor-5" value="5"><label for="factor-5">Five</label>
      <input type="radio" name="factor" id="factor-nk" value="not-known" data-not-known><label for="factor-nk">Not known</label>
      <button type="button" data-clear-answer hidden>Clear</button></div>
      ${block("proof", 'data-place="factor" data-about="factor"')}
      ${block("asked", 'data-place="factor" data-about="factor" data-waits hidden')}</div>
  </section>
  <section data-section data-optional id="part-3"><h2>Part 3</h2>
    ${list("events", "Events", "event", "events")}${list("proof", "Proof", "piece", "pieces")}${list("asked", "Asked", "call", "calls")}
  </section>
  ${fields("events", field("when", "when") + field("what", "multiline"))}
  ${fields("proof", `<div data-boxes>${field("about", "")}</div>${field("what", "text")}${field("kind", "choice")}`)}
  ${fields("asked", field("who", "text"))}
  <div data-by-hand><input type="text" id="total-by-hand" maxlength="5"></div>
  <div id="before-print" hidden><ul data-warnings></ul></div>
  <div id="words" hidden><details><summary><span data-words-count></span></summary><ul data-words></ul></details></div>
  <div id="checked" hidden><h3 id="checked-heading" tabindex="-1"></h3></div>
  <div id="answer-list"></div>
  <p data-engine-state tabindex="-1"></p>
  <p data-carried-over hidden></p><ul data-gaps></ul>
  <div data-rail-chart hidden><p data-chart-of="factor"><span class="cse-chart__number"></span></p></div>
  <nav class="cse-rail"><a data-go="part-1"><span class="cse-sections__name">Part 1</span></a><a data-go="part-2"><span
    class="cse-sections__name">Part 2</span></a></nav>
  <p role="status" data-announce></p>
  <p role="status" data-announce-total></p>
</form>
<div id="report"></div>`;

/**
 * Opens a page and makes its window's names global.
 * @param {string} [html] The content of the body.
 * @returns {HTMLFormElement}
 */
export function openPage(html = FORM) {
  const window = new Window({ url: "https://example.org/assessing-risk/assessment/" });
  for (const name of Object.getOwnPropertyNames(window)) {
    if (KEPT.has(name) || (name in globalThis && !REPLACED.has(name) && !pageNames.has(name))) continue;
    pageNames.add(name);
    const value = /** @type {any} */ (window)[name];
    const isFunction = typeof value === "function" && !value.prototype;
    Object.defineProperty(globalThis, name, {
      configurable: true,
      writable: true,
      value: isFunction ? value.bind(window) : value,
    });
  }
  for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"]) {
    Object.defineProperty(globalThis, name, {
      configurable: true,
      writable: true,
      value: /** @type {any} */ (window)[name].bind(window),
    });
  }
  document.body.innerHTML = html;
  document.title = "Assessment";
  return /** @type {HTMLFormElement} */ (document.querySelector("form"));
}

/** @type {Set<string>} Names of the globals that an earlier page has set. */
const pageNames = new Set();

/**
 * Returns an element of the page.
 * @param {string} selector
 * @returns {any}
 */
export function find(selector) {
  const found = document.querySelector(selector);
  if (!found) throw new Error(`The page has no ${selector}`);
  return found;
}

/**
 * Sets the value of a control, or ticks or unticks a box, with an input event as if a person had done it.
 * @param {string} selector
 * @param {string | boolean} value
 */
export function enter(selector, value) {
  const control = find(selector);
  if (typeof value === "boolean") control.checked = value;
  else control.value = value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
}
