/**
 * The audit return in the page: shows the tables that Python makes, the files that were left out, and the progress of reading.
 *
 * @import { AuditReturn } from "../types/operations.js"
 * @import { BatchReader, Counted } from "../saving/batch-reader.mjs"
 */
import { listItem } from "../ui/link-list.mjs";
import { announce, announceEvent, requireElement } from "../ui/dom.mjs";
import { encryption } from "../engine/bootstrap.mjs";
import { setMargins } from "../form/report/print-margins.mjs";
import { putArticle } from "../form/report/report-article.mjs";
import { today } from "../lib/local-date.mjs";

const BUTTONS = "[data-audit-save]";

/** Shows the return and saves its tables. */
export class AuditReturnView {
  /** @type {Record<string, string>} As CSV, by name. */
  #tables = {};

  constructor() {
    for (const button of saveButtons()) button.addEventListener("click", () => this.#save(nameOf(button)));
  }

  /**
   * @param {AuditReturn} made
   * @param {Counted[]} counted The records that it was made from.
   */
  show(made, counted) {
    showLeftOut(made, counted);
    showPeriods(made);
    this.#showReturn(made);
  }

  /** Removes the return before other files are read. */
  clear() {
    requireElement("#report").replaceChildren();
    document.documentElement.classList.remove("checked", "print-report");
    for (const name of ["made", "refused", "left-out", "undecided", "options", "news"])
      requireElement(`[data-audit-${name}]`).hidden = true;
    requireElement("#audit-period").replaceChildren();
    this.#tables = {};
  }

  /** @param {AuditReturn} made */
  #showReturn({ html, csv }) {
    const article = putArticle(requireElement("#report"), html);
    setMargins(article?.dataset ?? {});
    // On a narrow screen the table scrolls sideways, so it must be reachable by the keyboard.
    if (article) article.tabIndex = 0;
    // The return is shown below the form, and it is what is printed.
    document.documentElement.classList.add("checked", "print-report");
    this.#tables = csv;
    for (const button of saveButtons()) button.hidden = !csv[nameOf(button)];
    requireElement("[data-audit-news]").hidden = true;
    requireElement("[data-audit-made]").hidden = false;
    requireElement("#made-heading").focus();
  }

  /** @param {string} name The table's name. */
  async #save(name) {
    const messageElement = requireElement("[data-audit-news]");
    const fileName = `audit-${name}-${today()}.csv`;
    try {
      const blob = new Blob([this.#tables[name]], { type: "text/csv" });
      const file = await (await encryption)?.fileSave(blob, { fileName, extensions: [".csv"] });
      messageElement.textContent = file
        ? `Saved as ${file.name}.`
        : `${fileName} has been sent to your downloads folder.`;
    } catch {
      messageElement.textContent = "Nothing was saved. Try again, and choose another folder.";
    }
    messageElement.hidden = false;
    announceEvent(messageElement.textContent);
  }
}

/** @returns {HTMLElement[]} */
const saveButtons = () => [...document.querySelectorAll(BUTTONS)].map((each) => /** @type {HTMLElement} */ (each));

/** @param {HTMLElement} button */
const nameOf = (button) => button.dataset.auditSave ?? "";

/** @param {AuditReturn} made */
function showPeriods({ period, periods }) {
  const select = /** @type {HTMLSelectElement} */ (requireElement("#audit-period"));
  select.replaceChildren(...periods.map(({ id, label }) => new Option(label, id, id === period, id === period)));
}

/**
 * @param {AuditReturn} made
 * @param {Counted[]} counted
 */
function showLeftOut({ outside, left_out: leftOut }, counted) {
  const lines = leftOut.map(
    (each) => `${counted[each.index].name} ${each.message.replace("{}", counted[each.counted].name)}`,
  );
  if (outside)
    lines.push(`${outside === 1 ? "1 assessment was" : `${outside} assessments were`} completed outside this period.`);
  showList("left-out", lines);
}

/**
 * Shows how many files have been read.
 * @param {BatchReader} reading
 */
export function showProgress({ done, count, counted, refusals }) {
  const bar = /** @type {HTMLProgressElement} */ (requireElement("#audit-progress"));
  bar.max = count;
  bar.value = done;
  const progressText = `${done} of ${count} files checked: ${counted.length} can be counted, ${refusals.length} cannot`;
  requireElement("[data-audit-count]").textContent = progressText;
  if (done === count) announce(progressText);
}

/**
 * Shows the files that are not counted, or hides the list.
 * @param {"refused" | "left-out"} name
 * @param {string[]} lines
 */
export function showList(name, lines) {
  const list = requireElement(`[data-audit-${name}]`);
  list.querySelector("ul")?.replaceChildren(...lines.map(listItem));
  list.hidden = lines.length === 0;
}
