/** Report article: turns the HTML of a report, as Python rendered it, into an element of the page. */
import { trustedHtml } from "../../security/trusted-types.mjs";

/**
 * Puts the article into the page.
 * @param {HTMLElement} container
 * @param {string} html As Python rendered it: escaped, without scripts and styles.
 * @returns {HTMLElement | undefined} The article, or nothing if the HTML has none.
 */
export function putArticle(container, html) {
  const article = articleIn(html);
  if (article) container.replaceChildren(article);
  return article;
}

/**
 * Returns the article, or nothing if the HTML has none.
 * @param {string} html
 * @returns {HTMLElement | undefined}
 */
export function articleIn(html) {
  const article = new DOMParser().parseFromString(trustedHtml(html), "text/html").querySelector("article.report");
  return article instanceof HTMLElement ? document.adoptNode(article) : undefined;
}
