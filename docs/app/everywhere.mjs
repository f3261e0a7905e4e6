/** Every page but the assessment, which seals itself and keeps the toolkit before it does (see prepare.mjs). */
import { keepOffline } from "./offline.mjs";

// Not while the page itself is still being fetched.
if (document.readyState === "complete") keepOffline();
else addEventListener("load", keepOffline);
