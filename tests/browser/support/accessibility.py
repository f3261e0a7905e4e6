"""What has to hold on a page in any state: axe-core's rules, what can be hit, what fits, what stands still."""

from typing import Any

from conftest import PHONE
from playwright.sync_api import Page
from viewport import resize

from builder.base import paths

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# All that is no violation need not be written up, which takes longer than the rules. No rule with these tags reads the
# style sheets, which axe would otherwise fetch and read again each time.
HOW = {"runOnly": TAGS, "resultTypes": ["violations"], "preload": {"assets": ["media"]}}
WIDTHS = {"desktop": {"width": 1280, "height": 900}, "phone": PHONE}
# A window of 1280 pixels magnified to 200 and 400 per cent.
MAGNIFIED = (640, 320)
SMALLEST_TARGET = 24
AXE = (paths.NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

# A box and its label are one target. A link is as high as its line; how far links lie apart sideways, and those
# within a sentence, are left to axe.
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
# A dialogue lies over the page and does not widen it.
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
    found: list[dict[str, Any]] = page.evaluate(
        "how => axe.run(document, how).then(({ violations }) => violations)", HOW
    )
    return [
        f"{rule['id']}: {node['html']} ({node['failureSummary']})"
        for rule in found
        for node in rule["nodes"]
    ]


def violations_anywhere(page: Page) -> list[str]:
    """Return what breaks a rule wherever the page is scrolled to.

    The lines at the head and foot cover half of whatever happens to lie there, which axe takes for a small target.
    """
    page.evaluate(_PLACE_LINES, "static")
    found = violations(page)
    page.evaluate(_PLACE_LINES, "")
    return found


def small_targets(page: Page) -> list[str]:
    """Return the controls that are narrower or lower than 24 pixels (WCAG 2.5.8)."""
    found: list[str] = page.evaluate(_SMALL, SMALLEST_TARGET)
    return found


def too_wide(page: Page) -> list[str]:
    """Return what has to be scrolled sideways (WCAG 1.4.10)."""
    found: list[str] = page.evaluate(_WIDE)
    return found


def moving(page: Page) -> list[str]:
    """Return what would move for somebody who has asked for less motion (WCAG 2.3.3)."""
    page.emulate_media(reduced_motion="reduce")
    found: list[str] = page.evaluate(_MOVING)
    page.emulate_media(reduced_motion="no-preference")
    return found


def faults(page: Page) -> list[str]:
    """Return all that is wrong with a page as it stands, with the measure and width; leave it as wide as a desktop."""
    found = {"moving": moving(page)}
    for width in MAGNIFIED:
        resize(page, width)
        found[f"too wide at {width}"] = too_wide(page)
    found["small, magnified"] = small_targets(page)
    for name in reversed(WIDTHS):
        resize(page, WIDTHS[name]["width"], WIDTHS[name]["height"])
        found[f"too wide, {name}"] = too_wide(page)
        found[f"small, {name}"] = small_targets(page)
        found[f"axe, {name}"] = violations_anywhere(page)
    return [f"{measure}: {each}" for measure, wrong in found.items() for each in wrong]
