/** Every page but those that seal themselves, and keep the toolkit before they do (see prepare.mjs). */
import { readDraft } from "./draft.mjs";
import { offerMenu } from "./menu.mjs";
import { keepOffline } from "./offline.mjs";

offerMenu();
// Not while the page itself is still being fetched.
if (document.readyState === "complete") start();
else addEventListener("load", start);

function start() {
  keepOffline();
  // A draft whose time is over goes at the next visit, whichever page that is to.
  readDraft().catch(() => {});
}
