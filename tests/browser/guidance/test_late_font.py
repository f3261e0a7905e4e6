"""Tests that a font that arrives late hardly moves anything, because its fallback has the same width and height."""

import pytest
from assessment_page import ADDRESS, AssessmentPage
from case_tables import COMPLETE
from form_filling import ScriptFormFiller
from late_font import late_font, total_shift
from playwright.sync_api import Browser, expect

MOST_SHIFT = 0.02
# On a page with running text, a line may still break elsewhere. Without the fallback, the shift is 0.09 to 0.53.
MOST_SHIFT_OF_TEXT = 0.05
SIZES = {"laptop": (1366, 625), "phone": (390, 844)}
PAGES = ("/", "/recognise/signs/", "/assessing-risk/audit/")


@pytest.mark.parametrize("size", SIZES)
def test_the_form_does_not_shift_while_its_font_and_first_scores_load(
    browser: Browser, server: str, size: str
) -> None:
    with late_font(browser, server, ADDRESS, SIZES[size]) as page:
        form = AssessmentPage(page, ScriptFormFiller())
        form.wait_until_ready()
        expect(page.locator("html.can-keep.laid-out")).to_be_attached()
        expect(page.locator("html")).to_have_attribute("data-seal", "sealed")
        form.fill(COMPLETE)
        form.expect_bar("10 of 11 answered")
        shift, moved = total_shift(page)
    assert shift < MOST_SHIFT, moved


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("address", PAGES)
def test_guidance_and_audit_do_not_shift_when_their_font_arrives(
    browser: Browser, server: str, address: str, size: str
) -> None:
    with late_font(browser, server, address, SIZES[size]) as page:
        shift, moved = total_shift(page)
    assert shift < MOST_SHIFT_OF_TEXT, moved
