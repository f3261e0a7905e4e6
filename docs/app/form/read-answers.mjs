/**
 * Reads the form. It knows four shapes of an answer and no item: ids, words and rules are Python's.
 *
 * @typedef {{ ticked: string[], other: string }} Ticks
 * @typedef {string | number | Ticks | Record<string, string>} Answer
 * @typedef {{ format: string, version: number, instrument: string, answers: Record<string, Answer> }} Envelope
 * @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control
 */

/** @param {ParentNode} root @returns {HTMLElement[]} */
export const itemsOf = (root) => [...root.querySelectorAll("[data-item]")].filter(isElement);

/** @param {Element} item @returns {Control[]} */
export const controlsOf = (item) => [...item.querySelectorAll("input, textarea, select")].filter(isControl);

/** @param {HTMLFormElement} form @returns {Envelope} What Python reads; blanks are left out. */
export function gather(form) {
  /** @type {Record<string, Answer>} */
  const answers = {};
  for (const item of itemsOf(form)) {
    if (isFilled(item)) answers[item.dataset.item ?? ""] = readers[item.dataset.kind ?? ""](item);
  }
  const { format = "", version = "", instrument = "" } = form.dataset;
  return { format, version: Number(version), instrument, answers };
}

/** @param {HTMLElement} item Whether anything is typed, chosen or ticked in it. */
export const isFilled = (item) => values(item).length > 0;

/**
 * The answer as a person reads it, a line for each part.
 * @param {HTMLElement} item
 * @returns {string[]}
 */
export function shown(item) {
  const filled = controlsOf(item).filter((control) => valueOf(control) !== "");
  if (item.dataset.kind === "date") return [filled.map(valueOf).join(" ")].filter(Boolean);
  return filled.map((control) => (isBox(control) ? labelOf(control) : wordsOf(control)));
}

/** @type {Record<string, (item: HTMLElement) => Answer>} */
const readers = {
  text: (item) => values(item)[0],
  // A number where there is one, else the word that stands for none.
  number: (item) => (/^\d+$/.test(values(item)[0]) ? Number(values(item)[0]) : values(item)[0]),
  date: (item) =>
    Object.fromEntries(
      controlsOf(item).map((part) => [part.name.slice(Number(item.dataset.item?.length) + 1), part.value]),
    ),
  ticks: (item) => {
    const filled = controlsOf(item).filter((control) => valueOf(control) !== "");
    return {
      ticked: filled.filter(isBox).map(valueOf),
      other: filled.filter((control) => !isBox(control)).map(valueOf).join(""),
    };
  },
};

/** @param {HTMLElement} item @returns {string[]} */
const values = (item) => controlsOf(item).map(valueOf).filter(Boolean);

/**
 * What a control says: nothing for an unticked box, for blanks, and for the words beside an "Other"
 * that has been unticked again (they stay in the page in case it is ticked once more).
 * @param {Control} control
 */
function valueOf(control) {
  if (isBox(control)) return control.checked ? control.value : "";
  if (control.closest(".govuk-checkboxes__conditional--hidden")) return "";
  return control.value.trim() === "" ? "" : control.value;
}

/** @param {Control} control @returns {control is HTMLInputElement} */
const isBox = (control) =>
  control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type);

/** @param {Control} control */
const labelOf = (control) => control.labels?.[0]?.textContent?.replace(/\s+/g, " ").trim() ?? "";

/** @param {Control} control */
const wordsOf = (control) =>
  control instanceof HTMLSelectElement ? control.selectedOptions[0].text : control.value;

/** @param {Element} element @returns {element is HTMLElement} */
const isElement = (element) => element instanceof HTMLElement;

/** @param {Element} element @returns {element is Control} */
const isControl = (element) =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement;
