"""Tests of the form's deferred layout: a section that someone has opened by a link or an address stays in view."""

import pytest
from assessment_page import ADDRESS
from playwright.sync_api import Page, expect

# In ms, longer than the delay in deferred-layout.mjs.
LATER = 6000
LAST = "analysis"
TOP = f"document.getElementById('{LAST}').getBoundingClientRect().top"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("way", ["by its address", "by its link"])
def test_section_opened_by_address_or_link_stays_in_view_after_deferred_layout(
    page: Page, width: int, way: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.clock.install()
    page.goto(f"{ADDRESS}#{LAST}" if way == "by its address" else ADDRESS)
    if way == "by its link":
        page.locator(f"[href$='#{LAST}']").first.evaluate("link => link.click()")
    heading = page.locator(f"#{LAST} h2").first
    expect(heading).to_be_in_viewport()
    if way == "by its link":
        # The list of sections lays out the form at once, because it has to know how far to scroll.
        expect(page.locator("html.laid-out")).to_be_attached()
        return
    before = page.evaluate(TOP)
    page.clock.fast_forward(LATER)
    expect(page.locator("html.laid-out")).to_be_attached()
    assert page.evaluate(TOP) == pytest.approx(before, abs=2)
    expect(heading).to_be_in_viewport()
