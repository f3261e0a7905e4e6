/** Sets up saving, opening and drafts, where this browser and address allow them. */
import { DraftKeeper } from "./draft/draft-keeper.mjs";
import { OpenDialog } from "./open-dialog.mjs";
import { requireElement } from "../ui/dom.mjs";
import { Saver } from "./save.mjs";
import { missing } from "./storage.mjs";

/**
 * @typedef {object} SavingControls
 * @property {boolean} isUnsaved Whether closing the page would lose answers.
 * @property {() => void} changed Must be called after each change of the answers.
 * @property {() => Promise<void>} end Deletes what is kept on this computer.
 */

/**
 * Sets up saving, opening and drafts once the encryption module has loaded.
 * @param {import("../form/answers/assessment.mjs").Assessment} assessment
 * @param {Promise<import("./passphrase-dialog.mjs").Encryption | undefined>} loading
 * @param {Pick<import("./open-dialog.mjs").Tools, "ask" | "review">} tools
 * @returns {SavingControls}
 */
export function startSaving(assessment, loading, { ask, review }) {
  /** @type {Saver | undefined} */
  let saver;
  /** @type {DraftKeeper | undefined} */
  let drafts;
  const checked = missing();
  // Browsers offer encryption only on a secure origin (https).
  checked.then(({ files }) => files && sayWhyNot("[data-keep-insecure]"));
  loading.then(async (encryption) => {
    const isMissing = await checked;
    if (isMissing.files) return;
    if (!encryption) {
      sayWhyNot("[data-keep-missing]");
      return;
    }
    saver = new Saver(assessment, encryption, ask);
    const dialog = new OpenDialog({
      assessment,
      encryption,
      ask,
      review,
      onOpened: (isDraft) => saver?.opened(isDraft),
    });
    const open = dialog.openDraft.bind(dialog);
    requireElement("#draft-keep").hidden = isMissing.drafts;
    requireElement("[data-draft-missing]").hidden = !isMissing.drafts;
    const onKept = (/** @type {string} */ time) => saver?.noteDraft(time);
    if (!isMissing.drafts)
      drafts = new DraftKeeper({ assessment, encryption, dialog: saver.dialog, ask, open, onKept });
    document.documentElement.classList.add("can-keep");
  });
  return {
    get isUnsaved() {
      return saver ? saver.isUnsaved : !assessment.isEmpty;
    },
    changed() {
      saver?.showState();
      drafts?.changed();
    },
    async end() {
      await drafts?.end();
    },
  };
}

/** @param {string} selector The reason why nothing can be saved here. */
function sayWhyNot(selector) {
  requireElement(selector).hidden = false;
  document.documentElement.classList.add("cannot-keep");
}
