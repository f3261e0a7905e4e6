"""Accessibility checks of a page in any state: axe-core rules, target size, horizontal scrolling, motion."""

from typing import Any

from conftest import PHONE
from playwright.sync_api import Page
from viewport import resize

from builder.base import paths

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only violations are reported in full, because reporting the rest takes longer than running the rules. Style sheets are
# not preloaded: no rule with these tags reads them, and axe would fetch and parse them again each time. Contrast takes
# longer than all other rules together, so _CONTRAST measures it.
AXE_OPTIONS = {
    "runOnly": TAGS,
    "resultTypes": ["violations"],
    "preload": {"assets": ["media"]},
    "rules": {"color-contrast": {"enabled": False}},
}
WIDTHS = {"desktop": {"width": 1280, "height": 900}, "phone": PHONE}
# The viewport width, in CSS pixels, of a window of 1280 pixels zoomed to 200 and to 400 per cent.
MAGNIFIED = (640, 320)
SMALLEST_TARGET = 24
AXE = (paths.NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

# Runs the rule about contrast on each element that has not passed it yet with the same colours, size and background. On
# a form in several states and widths, that is a small part of the elements.
_CONTRAST = """async () => {
  const passed = (globalThis.passedContrast ??= new WeakMap());
  const grounds = new Map();
  const ground = (element) => {
    if (!element) return "";
    if (!grounds.has(element)) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
      grounds.set(element, `${ground(element.parentElement)}/${backgroundColor} ${backgroundImage} ${opacity}`);
    }
    return grounds.get(element);
  };
  const look = (element) => {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    return [color, fontSize, fontWeight, textShadow, ground(element)].join();
  };
  const hasText = (element) => element.matches("button, input, select, textarea")
    || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const looks = new Map();
  for (const element of document.body.querySelectorAll("*"))
    if (element.checkVisibility() && hasText(element)) looks.set(element, look(element));
  const open = [...looks].filter(([element, now]) => !passed.get(element)?.has(now)).map(([element]) => element);
  if (open.length === 0) return [];
  const options = { runOnly: ["color-contrast"], resultTypes: ["violations", "incomplete"], elementRef: true };
  // Many elements to include take axe longer than the whole document.
  const context = open.length > 200 ? document : { include: open };
  const { violations, incomplete } = await axe.run(context, options);
  const notPassed = new Set([...violations, ...incomplete].flatMap(({ nodes }) => nodes.map(({ element }) => element)));
  for (const [element, now] of looks) {
    if (notPassed.has(element)) continue;
    if (!passed.has(element)) passed.set(element, new Set());
    passed.get(element).add(now);
  }
  // Text in front of a gradient or picture would stay unmeasured for ever.
  const isBehind = ({ any }) => ["bgGradient", "bgImage"].includes(any[0]?.data?.messageKey);
  const unmeasured = incomplete.map(({ id, nodes }) => ({ id: `${id}, not measured`, nodes: nodes.filter(isBehind) }));
  const brief = ({ html, failureSummary }) => ({ html, failureSummary });
  return [...violations, ...unmeasured].map(({ id, nodes }) => ({ id, nodes: nodes.map(brief) }));
}"""
# Lists the controls that are too small. A checkbox or radio button and its label are one target. A link is at least as
# high as its line. The width of links, and links within a sentence, are left to axe.
_SMALL = """(least) => {
  const inSentence = (link) => link.parentElement.innerText.trim().length > link.innerText.trim().length + 2;
  const places = (each) => [each, ...(each.labels ?? [])].map((one) => one.getBoundingClientRect());
  const span = (low, high) => Math.max(...high) - Math.min(...low);
  const found = [];
  for (const each of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    const isSeen = each.checkVisibility({ visibilityProperty: true });
    if (!isSeen || getComputedStyle(each).pointerEvents === "none" || (each.matches("a") && inSentence(each))) continue;
    const boxes = places(each);
    const isLink = each.matches("a");
    const width = isLink ? least : span(boxes.map((box) => box.left), boxes.map((box) => box.right));
    const line = isLink ? parseFloat(getComputedStyle(each).lineHeight) : 0;
    const height = Math.max(line, span(boxes.map((box) => box.top), boxes.map((box) => box.bottom)));
    if (width < least || height < least) found.push(`${each.outerHTML.slice(0, 120)}: ${width} x ${height}`);
  }
  return found;
}"""
# Lists the root element, open dialogs and the privacy screen, if they have to be scrolled sideways. Each is checked
# separately, because a dialog covers the page and does not make it wider.
_WIDE = """() => {
  const root = document.documentElement;
  const covers = [...document.querySelectorAll("dialog[open], .cse-privacy-screen")];
  const over = covers.filter((each) => each.checkVisibility());
  const wide = [root, ...over].filter((each) => each.scrollWidth > each.clientWidth);
  return wide.map((each) => `${each.tagName} ${each.className}`);
}"""
_PLACE_LINES = """(position) => {
  for (const line of document.querySelectorAll(".cse-bar, .cse-line")) line.style.position = position;
}"""
_MOVING = """() => {
  const found = [];
  for (const each of document.querySelectorAll("*")) for (const part of [null, "::before", "::after"]) {
    const style = getComputedStyle(each, part);
    const lasts = (times) => times.split(", ").some((time) => parseFloat(time) > 0);
    if (lasts(style.transitionDuration) || (style.animationName !== "none" && lasts(style.animationDuration))
      || style.scrollBehavior === "smooth") found.push(`${each.tagName} ${each.className} ${part ?? ""}`);
  }
  return found;
}"""


def violations(page: Page) -> list[str]:
    """Return one line for each element that breaks a rule of axe-core."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    violating: list[dict[str, Any]] = page.evaluate(
        "how => axe.run(document, how).then(({ violations }) => violations)", AXE_OPTIONS
    )
    violating += page.evaluate(_CONTRAST)
    return [
        f"{rule['id']}: {node['html']} ({node['failureSummary']})"
        for rule in violating
        for node in rule["nodes"]
    ]


def violations_anywhere(page: Page) -> list[str]:
    """Return the violations of axe-core's rules, whatever the scroll position.

    The sticky bars at the top and bottom are made static meanwhile: axe takes a control that they half cover for a
    small target.
    """
    page.evaluate(_PLACE_LINES, "static")
    violating = violations(page)
    page.evaluate(_PLACE_LINES, "")
    return violating


def small_targets(page: Page) -> list[str]:
    """Return the controls that are less than 24 pixels wide or high (WCAG 2.5.8)."""
    targets: list[str] = page.evaluate(_SMALL, SMALLEST_TARGET)
    return targets


def too_wide(page: Page) -> list[str]:
    """Return the elements that have to be scrolled sideways (WCAG 1.4.10)."""
    elements: list[str] = page.evaluate(_WIDE)
    return elements


def moving(page: Page) -> list[str]:
    """Return the elements that would still move for users who ask for reduced motion (WCAG 2.3.3)."""
    page.emulate_media(reduced_motion="reduce")
    elements: list[str] = page.evaluate(_MOVING)
    page.emulate_media(reduced_motion="no-preference")
    return elements


def faults(page: Page) -> list[str]:
    """Run every check on a page in its present state; return each fault with the name of the check and the width.

    Leave the viewport at the desktop size.
    """
    by_check = {"moving": moving(page)}
    for width in MAGNIFIED:
        resize(page, width)
        by_check[f"too wide at {width}"] = too_wide(page)
    by_check["small, magnified"] = small_targets(page)
    for name in reversed(WIDTHS):
        resize(page, WIDTHS[name]["width"], WIDTHS[name]["height"])
        by_check[f"too wide, {name}"] = too_wide(page)
        by_check[f"small, {name}"] = small_targets(page)
        by_check[f"axe, {name}"] = violations_anywhere(page)
    return [f"{measure}: {each}" for measure, wrong in by_check.items() for each in wrong]
