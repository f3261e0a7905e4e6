"""Tests of the report on a narrow screen: every word is whole, nothing is covered, and paper stays as it is."""

from itertools import pairwise

import pytest
from more_paper_cases import MORE
from paper_cases import CASES, show_report
from playwright.sync_api import Page, expect
from viewport import resize

# A phone, and a window of 1280 pixels zoomed to 400 per cent.
WIDTHS = (390, 320)
NARROW = {
    name: {**CASES, **MORE}[name]
    for name in (
        "an agreed level",
        "five assessments",
        "practice: case-record-reassessment",
        "more: a lower level than before",
    )
}
# Lists the words that are broken over two lines, and those that reach beyond the window or over the next cell.
_BROKEN = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const element = node.parentElement;
    if (element.closest("svg, .report-hidden")) continue;
    for (const { 0: word, index } of node.textContent.matchAll(/[\\p{L}’']+/gu)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const boxes = [...range.getClientRects()];
      if (new Set(boxes.map(({ top }) => Math.round(top))).size > 1) found.push(`broken: ${word}`);
      if (boxes.some(({ right }) => right > innerWidth)) found.push(`out of the window: ${word}`);
      const cell = element.closest("td, th")?.getBoundingClientRect();
      if (cell && boxes.some(({ right, bottom }) => right > cell.right + 1 || bottom > cell.bottom + 1))
        found.push(`over the edge of its cell: ${word}`);
    }
  }
  return found;
}"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NARROW)
def test_report_on_a_narrow_screen_breaks_and_covers_no_word(
    page: Page, name: str, width: int
) -> None:
    resize(page, width)
    show_report(page, NARROW[name])
    assert page.evaluate(_BROKEN) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_then_and_now_are_below_each_other_with_their_dates(page: Page, width: int) -> None:
    resize(page, width)
    show_report(page, CASES["five assessments"])
    table = page.locator(".report-change")
    row = table.get_by_text("2. Education", exact=True).locator("xpath=ancestor::tr")
    boxes = [box for each in row.locator("td").all() if (box := each.bounding_box())]
    assert len(boxes) == 3
    assert all(above["y"] + above["height"] <= below["y"] + 1 for above, below in pairwise(boxes))
    assert all(box["width"] > 0.8 * width for box in boxes)
    # The dates of the hidden head stand before each statement.
    labels = row.locator("td").evaluate_all(
        "cells => cells.map((cell) => getComputedStyle(cell, '::before').content)"
    )
    assert ["Then: 12 March 2026" in labels[0], "Now: 22 November 2026" in labels[1]] == [True] * 2
    expect(table.locator("thead")).to_be_hidden()


def test_a_single_suspected_perpetrator_has_the_whole_width(page: Page) -> None:
    case = {**CASES["nothing at all"].data}
    case["answers"] = {"suspects": [{"name": "“Zed”", "vehicle": "Van"}]}
    resize(page, 390)
    show_report(page, type(CASES["nothing at all"])(case, 3))
    one = page.get_by_role("table", name="Suspected perpetrators, 1 of 1").bounding_box()
    report = page.get_by_role("article").bounding_box()
    assert one is not None
    assert report is not None
    assert one["width"] > 0.9 * report["width"]


def test_paper_keeps_the_columns_at_the_width_of_a_phone(page: Page) -> None:
    page.emulate_media(media="print")
    resize(page, 390)
    show_report(page, CASES["five assessments"])
    for table in (page.locator(".report-change"), page.locator(".report-time")):
        expect(table.locator("thead")).to_be_visible()
        expect(table.locator("td").first).to_have_css("display", "table-cell")
        labels = table.locator("td").first.evaluate(
            "cell => getComputedStyle(cell, '::before').content"
        )
        assert labels == "none"
    expect(page.locator(".report-signatures thead th")).to_have_count(4)
    expect(page.locator(".report-signatures thead th").last).to_be_visible()
