/** Fills the fields that repeat an earlier one, until somebody types in them (WCAG 3.3.7). */
import { controlsOf, itemsOf } from "./answers.mjs";

/** @param {HTMLFormElement} form */
export function keepCopies(form) {
  for (const copy of itemsOf(form).filter((item) => item.dataset.copyOf)) {
    const original = itemsOf(form).find((item) => item.dataset.item === copy.dataset.copyOf);
    if (!original) continue;
    const parts = controlsOf(original);
    let isOwn = false;
    copy.addEventListener("input", () => {
      // Emptied again, or made the same, it follows the original once more.
      isOwn = controlsOf(copy).some(({ value }, n) => value !== "" && value !== parts[n].value);
    });
    const follow = () => {
      if (isOwn) return;
      controlsOf(copy).forEach((control, n) => (control.value = parts[n].value));
    };
    original.addEventListener("input", follow);
    // Left empty, it shows at once what will be printed there.
    copy.addEventListener("focusout", follow);
  }
}
