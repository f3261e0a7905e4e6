"""Tests of the keyboard focus in the form: visible at every stop and never covered, forwards and backwards."""

import pytest
from assessment_page import AssessmentPage
from case_tables import COMPLETE
from form_filling import ScriptFormFiller
from playwright.sync_api import Page

# Describes the focused element: whether its focus is visible, and what covers it. Only sticky and fixed elements can
# cover others. In a box of several lines the browser scrolls only the current line into view, so the lower edge of such
# a box is not checked.
_STOP = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const box = at.matches("[type=radio], [type=checkbox]") ? at.labels[0] : null;
  const marks = [getComputedStyle(at), ...(box ? [getComputedStyle(box, "::before")] : [])];
  const isSeen = marks.some((mark) => mark.boxShadow !== "none" || (mark.outlineStyle !== "none"
    && parseFloat(mark.outlineWidth) >= 2 && !/, 0\\)$/.test(mark.outlineColor)));
  const isOver = (each) => ["sticky", "fixed"].includes(getComputedStyle(each).position);
  const lies = (each) => each && (isOver(each) || lies(each.parentElement));
  const covered = [];
  for (const { left, right, top, bottom } of at.getClientRects()) {
    const heights = [top + 2, (top + bottom) / 2, ...(at.rows ? [] : [bottom - 2])];
    for (const x of [left + 2, right - 2]) for (const y of heights) {
      const found = document.elementFromPoint(x, y);
      if (!found) covered.push("out of the window");
      else if (!at.contains(found) && lies(found) && !lies(at)) covered.push(found.outerHTML.slice(0, 80));
    }
  }
  return { name: at.outerHTML.slice(0, 120), isSeen, covered };
}"""
SIZES = {"desktop": (1280, 800), "phone": (390, 844), "zoomed to 400 per cent": (320, 256)}


def stops(page: Page, key: str) -> list[dict[str, object]]:
    """Press a key until the focus leaves the page; return every stop on the way."""
    focused: list[dict[str, object]] = []
    for _ in range(400):
        page.keyboard.press(key)
        stop = page.evaluate(_STOP)
        if stop is None:
            return focused
        focused.append(stop)
    raise AssertionError("the focus never leaves the page")


@pytest.mark.parametrize("size", SIZES)
def test_the_focus_is_seen_and_never_covered(page: Page, size: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(COMPLETE)
    form.expect_bar("Signs of harm")
    for key in ("Tab", "Shift+Tab"):
        focused = stops(page, key)
        assert len(focused) > 100
        hidden = [f"{stop['name']}: {stop['covered']}" for stop in focused if stop["covered"]]
        assert not hidden, "\n".join(hidden)
        unseen = [str(stop["name"]) for stop in focused if not stop["isSeen"]]
        assert not unseen, "\n".join(unseen)
