/** @param {string} text Shown as it is, never as HTML. */
export function listItem(text) {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}
