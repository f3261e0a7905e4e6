/** Saving, opening and the draft, joined to the form. */
import { Drafting } from "./drafting.mjs";
import { Opening } from "./opening.mjs";
import { part } from "./page.mjs";
import { Saving } from "./saving.mjs";

/**
 * @typedef {object} Keeping
 * @property {boolean} isUnsaved Whether something would be lost with this page.
 * @property {() => void} changed To be called after each change of the answers.
 * @property {() => Promise<void>} end Takes away what is kept on this computer.
 */

/**
 * @param {import("./assessment.mjs").Assessment} assessment
 * @param {Promise<import("./words.mjs").Vault | undefined>} loading
 * @param {Pick<import("./opening.mjs").Tools, "ask" | "review">} tools
 * @returns {Keeping}
 */
export function keepWork(assessment, loading, { ask, review }) {
  /** @type {Saving | undefined} */
  let saving;
  /** @type {Drafting | undefined} */
  let drafting;
  loading.then((vault) => {
    // Locking is only to be had at an address that nobody on the way can change.
    if (!vault || !isSecureContext) return void (part(vault ? "[data-keep-insecure]" : "[data-keep-missing]").hidden = false);
    saving = new Saving(assessment, vault, ask);
    const opening = new Opening({ assessment, vault, ask, review, onOpened: () => saving?.opened() });
    const open = opening.openLocked.bind(opening);
    drafting = new Drafting({ assessment, vault, words: saving.words, open });
    document.documentElement.classList.add("can-keep");
  });
  return {
    get isUnsaved() {
      return saving ? saving.isUnsaved : !assessment.isEmpty;
    },
    changed() {
      saving?.look();
      drafting?.changed();
    },
    async end() {
      await drafting?.end();
    },
  };
}
