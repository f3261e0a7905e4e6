/** Linked fields: copies an earlier answer into the fields that repeat it, until someone types in them (WCAG 3.3.7). */
import { controlsOf, itemsOf } from "./read-answers.mjs";

/**
 * Keeps the copies up to date.
 * @param {HTMLFormElement} form
 */
export function linkFields(form) {
  for (const copy of itemsOf(form).filter((item) => item.dataset.copyOf)) {
    const original = itemsOf(form).find((item) => item.dataset.item === copy.dataset.copyOf);
    if (!original) continue;
    const parts = controlsOf(original);
    let isOwn = false;
    copy.addEventListener("input", () => {
      // A copy that is emptied or equals the original follows it again.
      isOwn = controlsOf(copy).some(({ value }, n) => value !== "" && value !== parts[n].value);
    });
    const follow = () => {
      if (isOwn) return;
      for (const [n, control] of controlsOf(copy).entries()) control.value = parts[n].value;
    };
    original.addEventListener("input", follow);
    // A copy that is left empty shows what will be printed there.
    copy.addEventListener("focusout", follow);
  }
}
