/** Print margins: the marking, name and date in the margins of every printed page, where the browser has margin boxes. */

/**
 * Sets the texts of the print margins.
 * @param {{ marking?: string, name?: string, date?: string }} texts
 */
export function setMargins(texts) {
  for (const name of /** @type {const} */ (["marking", "name", "date"])) {
    // JSON strings are valid CSS strings for these values: initials, a date, a marking.
    document.documentElement.style.setProperty(`--report-${name}`, JSON.stringify(texts[name] ?? ""));
  }
}

/** Detects CSS margin boxes, which hold the marking and the page numbers. Without them the report prints both in its text. */
export function lookForMargins() {
  document.documentElement.classList.toggle("margin-boxes", "CSSMarginRule" in window);
}
