"""Opens a page whose font arrives after its first paint, as it does on a slow network, and records layout shifts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, Route
from waiting import until

# Records all layout shifts without recent input, as browsers report them: how much, and what moved where.
_RECORDER = """
window.shifts = [];
const place = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
const name = (node) => node?.outerHTML?.slice(0, 120) ?? node?.textContent?.slice(0, 60) ?? "gone";
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries())
    if (!hadRecentInput)
      window.shifts.push({
        value,
        moved: sources.map((each) => `${name(each.node)}: ${place(each.previousRect)} to ${place(each.currentRect)}`),
      });
}).observe({ type: "layout-shift", buffered: true });
"""
_FONTS = "**/source-sans-3-*.woff2"
_PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"
_LOADED = """[...document.fonts]
  .filter(({ family, status }) => family.includes("Source Sans 3") && status === "loaded").length"""
# Returns once the browser has painted with the fonts that it has now.
_PAINT = "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))"


@contextmanager
def late_font(browser: Browser, server: str, address: str, size: tuple[int, int]) -> Iterator[Page]:
    """Open a page in an empty context of this width and height, wait for the first paint, then let the font arrive.

    Raises AssertionError if the font is used before it is let in.
    """
    width, height = size
    with browser.new_context(
        base_url=server, service_workers="block", viewport={"width": width, "height": height}
    ) as context:
        page = context.new_page()
        page.add_init_script(_RECORDER)
        held: list[Route] = []
        released: list[Route] = []
        page.route(_FONTS, lambda route: route.continue_() if released else held.append(route))
        page.goto(address, wait_until="commit")
        until(page, lambda: held and page.evaluate(_PAINTED))
        assert page.evaluate(_LOADED) == 0
        released.extend(held)
        for route in released:
            route.continue_()
        until(page, lambda: page.evaluate(_LOADED))
        page.evaluate(_PAINT)
        yield page


def total_shift(page: Page) -> tuple[float, list[dict[str, Any]]]:
    """Return the sum of all layout shifts so far, and what moved."""
    shifts: list[dict[str, Any]] = page.evaluate("window.shifts")
    return sum(shift["value"] for shift in shifts), shifts
