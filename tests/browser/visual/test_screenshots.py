"""Screenshot tests: compare the main states with approved baseline pictures.

The comparison is coarse, so that differences between browsers in drawing letters do not matter. After an intended
change, look at the page, then run `python3 build.py test tests/browser/visual/test_screenshots.py --approve-pictures`
and look at the new pictures.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from assessment_page import INSTRUMENT, AssessmentPage
from case_tables import COMPLETE
from form_filling import ScriptFormFiller
from paper_cases import CASES, show_report
from pdf import first_sheet, sheet
from playwright.sync_api import Browser, Page, expect
from screenshots import difference, scaled_down

APPROVED = Path(__file__).parent / "approved"
# A test fails if more than this fraction (MOST) of the squares of 8 by 8 pixels differ in brightness, from 0 to 255, by
# more than GAP.
BRIGHTNESS_GAP = 28
MAX_CHANGED = 0.02
# On a busy machine Chromium sometimes takes a picture before it has painted the page.
TRIES = 3


def form_top(page: Page) -> bytes:
    """Take a picture of the top of the form."""
    AssessmentPage(page).open()
    expect(page.get_by_text("Sealed.", exact=True)).to_be_visible()
    return page.screenshot()


def answered_factor(page: Page) -> bytes:
    """Take a picture of a factor with an answer, and of the bar at the foot."""
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(COMPLETE)
    form.expect_bar("Total: 27")
    expect(page.locator("html.laid-out")).to_be_attached()
    form.factor(INSTRUMENT.factors[0]).evaluate("each => each.scrollIntoView()")
    return page.screenshot()


def report(page: Page) -> bytes:
    """Take a picture of the top of the report on the screen."""
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(COMPLETE)
    expect(page.locator("html.laid-out")).to_be_attached()
    form.check().evaluate("each => each.scrollIntoView()")
    return page.screenshot()


def guidance(page: Page) -> bytes:
    """Take a picture of a guidance page."""
    page.goto("/recognise/signs/")
    return page.screenshot()


def paper_copy(page: Page) -> bytes:
    """Take a picture of the page with the blank form."""
    page.goto("/assessing-risk/blank-form/")
    page.evaluate("document.fonts.ready.then(() => undefined)")
    return page.screenshot()


def printed_report(page: Page) -> bytes:
    """Take a picture of the first page of the printed report."""
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(COMPLETE)
    expect(form.check()).to_contain_text("27 from")
    return first_sheet(page)


def on_paper(case: str, number: int) -> "Taken":
    """Return a function that takes a picture of one page of a printed report."""

    def take(page: Page) -> bytes:
        show_report(page, CASES[case])
        return sheet(page, number)

    return take


def printed_blank_form(page: Page) -> bytes:
    """Take a picture of the printed page of the blank form that has the risk factors."""
    page.goto("/assessing-risk/blank-form/")
    page.evaluate("document.fonts.ready.then(() => undefined)")
    return sheet(page, 3)


Taken = Callable[[Page], bytes]
PICTURES: dict[str, tuple[Taken, int]] = {
    "form-1280": (form_top, 1280),
    "form-390": (form_top, 390),
    "factor-1280": (answered_factor, 1280),
    "report-1280": (report, 1280),
    "report-printed": (printed_report, 1280),
    **{f"paper-short-{each}": (on_paper("short texts", each), 1280) for each in (2, 3, 4)},
    **{f"paper-two-{each}": (on_paper("two assessments", each), 1280) for each in (1, 2)},
    "paper-nothing-1": (on_paper("nothing at all", 1), 1280),
    "paper-long-1": (on_paper("four texts of 600 words", 1), 1280),
    "paper-blank-3": (printed_blank_form, 1280),
    "guidance-390": (guidance, 390),
    "paper-copy-1280": (paper_copy, 1280),
}


@pytest.mark.parametrize("name", PICTURES)
def test_page_matches_its_approved_picture(
    page: Page, browser: Browser, pytestconfig: pytest.Config, tmp_path: Path, name: str
) -> None:
    take, width = PICTURES[name]
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(reduced_motion="reduce")
    file = APPROVED / f"{name}.png"
    if pytestconfig.getoption("--approve-pictures"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(scaled_down(browser, take(page)))
    for _ in range(TRIES):
        screenshot = scaled_down(browser, take(page))
        (tmp_path / file.name).write_bytes(screenshot)
        changed = difference(browser, file.read_bytes(), screenshot).fraction_above(BRIGHTNESS_GAP)
        if changed <= MAX_CHANGED:
            break
    assert changed <= MAX_CHANGED, (
        f"{changed:.1%} of {name} differs from the approved picture: see {tmp_path / file.name}"
    )


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param("h1 { display: none; }", id="a heading is gone"),
        pytest.param(".govuk-label { font-size: 24px; }", id="larger letters"),
        pytest.param(".cse-factor { border-width: 6px; margin-left: 1rem; }", id="a box moved"),
        pytest.param(".cse-bar { background: #d4351c; }", id="a colour of alarm"),
        pytest.param(".report-head table { display: none; }", id="on paper a table is gone"),
    ],
)
def test_picture_comparison_detects_a_changed_style(
    page: Page, browser: Browser, changed: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 844})
    on_paper = "report" in changed
    page.route(
        "**/report.css" if on_paper else "**/form.css",
        lambda route: route.fulfill(
            content_type="text/css",
            body=f"{route.fetch().text()}\n{changed.replace(';', ' !important;')}",
        ),
    )
    picture, name = (form_top, "form-1280") if "h1" in changed else (answered_factor, "factor-1280")
    if on_paper:
        picture, name = printed_report, "report-printed"
    taken = scaled_down(browser, picture(page))
    file = APPROVED / f"{name}.png"
    assert (
        difference(browser, file.read_bytes(), taken).fraction_above(BRIGHTNESS_GAP) > MAX_CHANGED
    )
