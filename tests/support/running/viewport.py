"""Resizes the viewport of an open page."""

from playwright.sync_api import Page

# The first frame lays out the page again and starts its animations. Endless animations are not waited for.
_AT_REST = """async () => {
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  const moving = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(moving.map(({ finished }) => finished));
}"""


def resize(page: Page, width: int, height: int = 844) -> None:
    """Set the viewport size of an open page in CSS pixels, and wait until its animations have ended."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(_AT_REST)
