"""Tests of the Welcome page: urgent links are on the first screen, and every part of the site is one click away."""

import re

import pytest
from playwright.sync_api import Page, expect

from scoring.definition import contacts

SIZES = {"laptop": (1366, 625), "phone": (390, 844)}
NUMBERS = [each.number for each in contacts.load().urgent][:2]


@pytest.mark.parametrize("size", SIZES)
def test_emergency_numbers_and_form_link_are_in_the_first_viewport(page: Page, size: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/")
    main = page.get_by_role("main")
    for name in ("Start an assessment", "I am worried about a child now", *NUMBERS):
        expect(main.get_by_role("link", name=name).first).to_be_in_viewport(ratio=1)


def test_home_page_has_a_fully_clickable_card_for_each_part(page: Page) -> None:
    page.goto("/")
    cards = page.locator(".tasks li > p:first-child a")
    expect(cards).to_have_text(
        ["Recognise the signs", "Assess the risk to a child", "Share information", "Get help"]
    )
    for card in cards.all():
        box = card.locator("xpath=ancestor::li").bounding_box()
        assert box is not None
        # The whole card is the link.
        hit = page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y)?.closest('a')?.textContent",
            [box["x"] + 8, box["y"] + 12],
        )
        assert hit == card.inner_text()
    steps = page.locator(".steps li strong")
    expect(steps).to_have_text(["Call.", "Assess.", "Agree.", "Attach."])


def test_printed_home_page_has_black_heading_and_no_start_link(page: Page) -> None:
    page.goto("/")
    page.emulate_media(media="print")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.get_by_role("link", name="Start an assessment")).to_be_hidden()


def test_links_to_a_section_take_no_focus_in_a_narrow_window_and_work_in_a_wide_one(
    page: Page,
) -> None:
    page.set_viewport_size({"width": 1366, "height": 625})
    page.goto("/")
    anchor = page.locator(".headerlink").first
    anchor.focus()
    expect(anchor).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#welcome$"))
    page.set_viewport_size({"width": 390, "height": 844})
    # The address of a section still leads there.
    page.goto("/recognise/signs/#the-signs")
    expect(page.locator("#the-signs")).to_be_in_viewport()
    page.goto("/")
    last = page.get_by_role("main").get_by_role("link").last
    for _ in range(80):
        page.keyboard.press("Tab")
        assert not page.evaluate("document.activeElement.matches('.headerlink')")
        if last.evaluate("each => each === document.activeElement"):
            break
    expect(last).to_be_focused()
