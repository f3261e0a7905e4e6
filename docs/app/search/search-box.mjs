/**
 * Search box: the theme searches only when a key is released. This also searches for text that arrives without a key (pasted with the
 * mouse, dictated, dropped), and shows where to go when nothing is found.
 */
export function improveSearch() {
  const box = document.querySelector("[data-md-component=search-query]");
  const meta = document.querySelector(".md-search-result__meta");
  const nothing = document.querySelector("[data-nothing-found]");
  if (!(box instanceof HTMLInputElement) || !meta || !(nothing instanceof HTMLElement)) return;
  // The theme ignores a repeated query, so the "keyup" that follows does not search twice.
  box.addEventListener("input", () => box.dispatchEvent(new KeyboardEvent("keyup")));
  const show = () => {
    nothing.hidden = meta.textContent?.trim() !== nothing.dataset.nothingFound;
  };
  new MutationObserver(show).observe(meta, { childList: true, characterData: true, subtree: true });
  show();
  startSearch(box);
}

/**
 * Moves the focus to the search box if the address ends in #search. Pages without a search box link to that address.
 * @param {HTMLInputElement} box
 */
function startSearch(box) {
  if (location.hash !== "#search") return;
  history.replaceState(null, "", location.pathname + location.search);
  const toggle = document.querySelector("#__search");
  // In a narrow window the box is shown by the toggle.
  if (toggle instanceof HTMLInputElement && !toggle.checked && !box.checkVisibility({ visibilityProperty: true }))
    toggle.click();
  box.focus();
}
