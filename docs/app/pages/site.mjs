/** Entry point of all pages except those that are sealed. They register the service worker before the seal (see bootstrap.mjs). */
import { improveSearch } from "../search/search-box.mjs";
import { makeMenuButtonAccessible } from "../ui/menu-button.mjs";
import { dropShortcuts } from "../ui/shortcuts.mjs";
import { keepOffline } from "../offline/register.mjs";

dropShortcuts();
makeMenuButtonAccessible();
improveSearch();
// Wait until the page itself has loaded.
if (document.readyState === "complete") start();
else addEventListener("load", start);

function start() {
  keepOffline();
}
