/**
 * Creates a list item.
 * @param {string} text Inserted as text, never as HTML.
 */
export function listItem(text) {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}
