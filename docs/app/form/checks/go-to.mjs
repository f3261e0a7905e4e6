/** Links to questions of the form: a link moves the focus to a question's control, and leaves the address as it is. */
import { listOf } from "../answers/entry-list.mjs";
import { controlsOf, isList } from "../answers/read-answers.mjs";
import { element } from "../../ui/dom.mjs";
import { placeIn } from "../record/entry-marks.mjs";

/**
 * Moves the focus to an item's chosen or first control, with its label in view. In a list, opens the entry that a path names.
 * @param {HTMLElement} item
 * @param {string} [path]
 */
export function goTo(item, path = "") {
  if (isList(item)) {
    const place = placeIn(path);
    listOf(item).goTo(place?.index, place?.field);
    return;
  }
  const controls = controlsOf(item);
  item.scrollIntoView();
  const chosen = controls.find((each) => each instanceof HTMLInputElement && each.checked);
  (chosen ?? controls[0])?.focus({ preventScroll: true });
}

/**
 * Returns a link to an item.
 * @param {HTMLElement} item
 * @param {string} text
 * @param {string} [path] Of an entry or a field in it.
 * @param {string} [id] Where the link leads without scripts.
 */
export function linkTo(item, text, path = "", id = "assessment-form") {
  const link = /** @type {HTMLAnchorElement} */ (element("a", "govuk-link", text));
  link.href = `#${id}`;
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the address must not hold a field's name
    goTo(item, path);
  });
  return link;
}
