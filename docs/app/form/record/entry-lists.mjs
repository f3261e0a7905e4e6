/** Sets up the entry lists of the case record: the blocks that show them, and the boxes and answers that the blocks depend on. */
import { EntryBlock } from "./entry-block.mjs";
import { listOf } from "../answers/entry-list.mjs";
import { controlsOf, isList, itemsOf, labelOf } from "../answers/read-answers.mjs";

/**
 * Sets up every list of the form.
 * @param {HTMLFormElement} form
 */
export function offerEntries(form) {
  const items = itemsOf(form);
  const blocks = items.filter(isList).flatMap((item) => {
    const list = listOf(item);
    // A page that the browser brings back is emptied by a reset (see unload-guard.mjs).
    form.addEventListener("reset", () => list.replace([]));
    return blocksOf(form, item).map((details) => {
      const beside = items.find(({ dataset }) => dataset.kind === "ticks" && dataset.item === details.dataset.place);
      const block = new EntryBlock(item, list, details, templateOf(form, item), () => (beside ? boxesOf(beside) : []));
      list.attach(block);
      return block;
    });
  });
  const show = () => {
    for (const block of blocks) block.follow();
  };
  form.addEventListener("input", show);
  form.addEventListener("filled", show);
}

/**
 * Shows the entries in the order of their dates.
 * @param {HTMLFormElement} form
 * @param {Record<string, number[]>} order The positions of the entries, by list.
 */
export function sortEntries(form, order) {
  for (const item of itemsOf(form).filter(isList)) {
    const positions = order[item.dataset.item ?? ""];
    if (positions) listOf(item).sort(positions);
  }
}

/**
 * Returns the entries of a list for a print without a report: one line for each.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} item
 */
export function linesOnPaper(form, item) {
  const items = itemsOf(form);
  const fields = [...templateOf(form, item).querySelectorAll("label")].map((label) => {
    const control = /** @type {HTMLElement} */ (label.parentElement?.querySelector("[data-entry-field]"));
    return { name: control.dataset.entryField ?? "", label: label.textContent.trim() };
  });
  return listOf(item).answers.map((entry) => {
    const [place, box] = (entry.about ?? "").split(".");
    const beside = items.find(({ dataset }) => dataset.item === place);
    const ticked = beside && box ? boxesOf(beside).find(({ value }) => value === entry.about) : undefined;
    const about = [beside?.dataset.label, ticked?.label].filter(Boolean).join(": ");
    const texts = fields.filter(({ name }) => name !== "about" && entry[name]);
    return [about, ...texts.map(({ name, label }) => `${label}: ${entry[name]}`)].filter(Boolean).join("; ");
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} item
 * @returns {HTMLDetailsElement[]}
 */
const blocksOf = (form, item) =>
  [...form.querySelectorAll(`[data-entries="${item.dataset.item}"]`)].filter(
    (each) => each instanceof HTMLDetailsElement,
  );

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} item
 */
const templateOf = (form, item) =>
  /** @type {HTMLTemplateElement} */ (form.querySelector(`[data-entry-of="${item.dataset.item}"]`)).content;

/** @param {HTMLElement} item A tick list. */
const boxesOf = (item) =>
  controlsOf(item)
    .filter((each) => each instanceof HTMLInputElement && each.type === "checkbox")
    .map((box) => ({
      value: `${item.dataset.item}.${box.value}`,
      label: labelOf(box),
      isTicked: /** @type {HTMLInputElement} */ (box).checked,
    }));
