"""Windows of other sizes."""

from playwright.sync_api import Page

# The first frame lays the page out anew and starts what slides or fades; what never ends is not waited for.
_AT_REST = """async () => {
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  const moving = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(moving.map(({ finished }) => finished));
}"""


def resize(page: Page, width: int, height: int = 844) -> None:
    """Give an open page another size, and wait until nothing moves any more."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(_AT_REST)
