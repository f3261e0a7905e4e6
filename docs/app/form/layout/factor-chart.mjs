/** Live chart beside the form: the number of each factor, read from the page. It shows no total and no level. */
import { controlsOf, isBox, isFilled, itemsOf } from "../answers/read-answers.mjs";
import { inNextFrame } from "../../lib/next-frame.mjs";
import { setText } from "../../ui/dom.mjs";

/**
 * Keeps the chart up to date. It is hidden until a factor is answered.
 * @param {HTMLFormElement} form
 */
export function followFactors(form) {
  const rows = [...form.querySelectorAll("[data-chart-of]")].filter((each) => each instanceof HTMLElement);
  const items = itemsOf(form);
  const pairs = rows.flatMap((row) => {
    const item = items.find((each) => each.dataset.item === row.dataset.chartOf);
    return item ? [{ row, item }] : [];
  });
  const show = () => {
    for (const { row, item } of pairs) showRow(row, chosenIn(item));
    const chart = /** @type {HTMLElement | null} */ (form.querySelector("[data-rail-chart]"));
    if (chart) chart.hidden = !pairs.some(({ item }) => isFilled(item));
  };
  form.addEventListener("input", inNextFrame(show));
  show();
}

/** @param {HTMLElement} item @returns {HTMLInputElement | undefined} */
const chosenIn = (item) =>
  /** @type {HTMLInputElement | undefined} */ (controlsOf(item).find((each) => isBox(each) && each.checked));

/**
 * @param {HTMLElement} row
 * @param {HTMLInputElement | undefined} chosen
 */
function showRow(row, chosen) {
  // An answer may have a number and still say that nobody knows. The page marks such answers.
  const isUnknown = chosen !== undefined && "notKnown" in chosen.dataset;
  const number = chosen && !isUnknown ? chosen.value : "";
  if (row.dataset.number !== number) row.dataset.number = number;
  const numberElement = /** @type {HTMLElement} */ (row.querySelector(".cse-chart__number"));
  setText(numberElement, isUnknown ? "not known" : chosen ? chosen.value : "not answered");
}
