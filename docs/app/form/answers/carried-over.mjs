/**
 * Carried-over ticks: marks each tick that a reassessment took from the earlier assessment, until a person confirms it. Confirming
 * changes no answer. Unticking a box leaves nothing to confirm.
 */
import { announce, describe, requireElement } from "../../ui/dom.mjs";
import { controlsOf, itemsOf } from "./read-answers.mjs";

const MARK = "carried over, not confirmed";

/**
 * Marks the ticks to confirm, and offers to confirm each one or all of a list.
 * @param {HTMLFormElement} form
 * @param {Pick<import("./assessment.mjs").Assessment, "toConfirm" | "confirm">} assessment
 */
export function markCarriedOver(form, assessment) {
  const lists = itemsOf(form).filter((item) => item.dataset.kind === "ticks");
  const show = () => {
    for (const list of lists) {
      for (const each of list.querySelectorAll("[data-carried]")) each.remove();
      const boxes = carried(list, assessment);
      for (const box of boxes) mark(box, () => confirm(list, [box]));
      if (boxes.length > 1)
        list.append(
          line(
            button(`Confirm all ${boxes.length} carried-over ticks`, `in ${list.dataset.label}`, () =>
              confirm(list, boxes),
            ),
          ),
        );
      for (const box of boxesOf(list)) describe(box, `${box.id}-carried`, boxes.includes(box));
    }
    requireElement("[data-carried-over]").hidden = !lists.some((list) => carried(list, assessment).length);
  };
  /** @param {HTMLElement} list @param {HTMLInputElement[]} boxes */
  const confirm = (list, boxes) => {
    assessment.confirm(
      list.dataset.item ?? "",
      boxes.map(({ value }) => value),
    );
    show();
    // The pressed button is gone, and the focus must stay in the list.
    (carried(list, assessment)[0] ?? boxes[0]).focus();
    announce("Confirmed.");
    form.dispatchEvent(new Event("input", { bubbles: true }));
  };
  for (const list of lists) {
    list.addEventListener("change", ({ target }) => {
      if (!(target instanceof HTMLInputElement) || target.type !== "checkbox" || target.checked) return;
      assessment.confirm(list.dataset.item ?? "", [target.value]);
      show();
    });
  }
  form.addEventListener("filled", show);
  show();
}

/** @param {HTMLElement} list */
const boxesOf = (list) =>
  /** @type {HTMLInputElement[]} */ (
    controlsOf(list).filter((each) => each instanceof HTMLInputElement && each.type === "checkbox")
  );

/**
 * Returns the ticked boxes of a list that are to be confirmed.
 * @param {HTMLElement} list
 * @param {Pick<import("./assessment.mjs").Assessment, "toConfirm">} assessment
 */
const carried = (list, assessment) =>
  boxesOf(list).filter((box) => box.checked && assessment.toConfirm(list.dataset.item ?? "").includes(box.value));

/**
 * @param {HTMLInputElement} box
 * @param {() => void} onConfirm
 */
function mark(box, onConfirm) {
  const label = document.createElement("strong");
  label.id = `${box.id}-carried`;
  label.textContent = MARK;
  const container = document.createElement("span");
  container.className = "cse-carried";
  container.dataset.carried = "";
  container.append(label, " ", button("Confirm", `“${box.labels?.[0]?.textContent?.trim()}”`, onConfirm));
  box.parentElement?.append(container);
}

/** @param {HTMLElement} content */
function line(content) {
  const paragraph = document.createElement("p");
  paragraph.className = "govuk-body";
  paragraph.dataset.carried = "";
  paragraph.append(content);
  return paragraph;
}

/**
 * @param {string} words
 * @param {string} about What a screen reader hears after the words.
 * @param {() => void} onPress
 */
function button(words, about, onPress) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "cse-link cse-on-screen";
  element.dataset.carried = "";
  const hidden = document.createElement("span");
  hidden.className = "govuk-visually-hidden";
  hidden.textContent = ` ${about}`;
  element.append(words, hidden);
  element.addEventListener("click", onPress);
  return element;
}
