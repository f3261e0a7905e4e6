"""The assessment in each of its states, and the paper copy, held against axe-core's rules."""

import pytest
from assessment_page import AssessmentPage
from cases import COMPLETE
from hands import QuickHands
from playwright.sync_api import Page, expect
from test_axe_guidance import WIDTHS
from test_axe_guidance import violations as all_violations


def violations(page: Page) -> list[str]:
    """Return what breaks a rule wherever the page is scrolled to.

    The line at the foot covers half of whatever happens to lie there, which axe takes for a small target.
    """
    page.evaluate(
        "for (const bar of document.querySelectorAll('.cse-bar')) bar.style.position = 'static'"
    )
    return all_violations(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_each_state_of_the_assessment_breaks_no_rule(page: Page, width: str) -> None:
    page.set_viewport_size({"width": WIDTHS[width]["width"], "height": WIDTHS[width]["height"]})
    form = AssessmentPage(page, QuickHands()).open()
    assert violations(page) == []
    form.fill(COMPLETE)
    form.expect_bar("Total 27")
    for help_text in page.get_by_text("Help with", exact=False).all()[:3]:
        help_text.click(force=True)
    assert violations(page) == []
    expect(form.check()).to_be_visible()
    assert violations(page) == []
    form.type_date(
        page.get_by_role("group", name="Date of Birth", exact=True), {"day": "31", "month": "2"}
    )
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator("#error-summary")).to_be_visible()
    assert violations(page) == []


def test_the_assessment_without_its_engine_breaks_no_rule(page: Page) -> None:
    page.add_init_script("delete window.WebAssembly")
    form = AssessmentPage(page).open(wait=False)
    form.expect_bar("The scores cannot be worked out here.")
    assert violations(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_blank_paper_copy_breaks_no_rule(page: Page, width: str) -> None:
    page.set_viewport_size({"width": WIDTHS[width]["width"], "height": WIDTHS[width]["height"]})
    page.goto("/assessing-risk/blank-form/")
    assert violations(page) == []
