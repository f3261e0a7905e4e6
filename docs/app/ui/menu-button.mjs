/**
 * Makes the theme's menu button accessible to the keyboard and to screen readers. The theme uses a label, and only a
 * pointer can press it. Without JavaScript it stays a label.
 */
export function makeMenuButtonAccessible() {
  const label = document.querySelector("label.md-header__button[for='__drawer']");
  const drawer = document.querySelector("#__drawer");
  if (!label || !(drawer instanceof HTMLInputElement)) return;
  const button = document.createElement("span");
  button.className = "cse-menu";
  button.tabIndex = 0;
  button.setAttribute("role", "button");
  button.setAttribute("aria-label", "Menu");
  button.append(...label.childNodes);
  label.append(button);
  const updateExpanded = () => button.setAttribute("aria-expanded", String(drawer.checked));
  updateExpanded();
  drawer.addEventListener("change", updateExpanded);
  button.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    drawer.click();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !drawer.checked) return;
    drawer.click();
    button.focus();
  });
}
