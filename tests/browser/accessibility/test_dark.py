"""Tests of the dark colour scheme: contrast on each kind of page and in each state. Paper stays black on white."""

from collections.abc import Iterator

import pytest
from accessibility import violations_anywhere
from assessment_page import AssessmentPage
from case_tables import COMPLETE
from conftest import Watch
from form_filling import ScriptFormFiller
from playwright.sync_api import Browser, Page, expect
from saving_page import begin_saving
from states import IMPOSSIBLE, case_record

PAGES = (
    "/",
    "/worried-now/",
    "/recognise/signs/",
    "/help/contacts/",
    "/recognise/checklist/",
    "/assessing-risk/audit/",
)
_LIGHT = """(selector) => {
  const light = (colour) => { const [r, g, b] = colour.match(/[\\d.]+/g); return 0.3 * r + 0.59 * g + 0.11 * b; };
  const style = getComputedStyle(document.querySelector(selector));
  return [light(style.color), light(style.backgroundColor)];
}"""


@pytest.fixture
def dark(browser: Browser, server: str, watch: Watch) -> Iterator[Page]:
    """Open an empty page in a browser that prefers the dark colour scheme."""
    with browser.new_context(
        base_url=server, service_workers="block", color_scheme="dark"
    ) as context:
        watch.follow(context)
        yield context.new_page()
    assert watch.unexpected() == []


def test_page_is_dark_only_if_the_browser_prefers_dark(page: Page, dark: Page) -> None:
    for each, is_dark in ((page, False), (dark, True)):
        each.goto("/recognise/signs/")
        text, ground = each.evaluate(_LIGHT, "body")
        assert (text > ground) == is_dark


@pytest.mark.parametrize("address", PAGES)
def test_everything_on_a_page_has_contrast(dark: Page, address: str) -> None:
    dark.goto(address)
    assert violations_anywhere(dark) == []


def test_everything_on_the_form_has_contrast_in_each_state(dark: Page) -> None:
    form = AssessmentPage(dark, ScriptFormFiller()).open()
    assert violations_anywhere(dark) == []
    dark.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    # This help covers the page. A person closes it before going on to the questions.
    dark.evaluate("document.querySelector('.cse-line details').open = false")
    form.fill(COMPLETE)
    form.expect_bar("10 of 11 answered")
    form.type_date(dark.get_by_role("group", name="Date of Birth", exact=True), IMPOSSIBLE)
    dark.get_by_role("button", name="Check your answers").click()
    expect(dark.locator("#error-summary")).to_be_visible()
    assert violations_anywhere(dark) == []
    dialog = begin_saving(dark)
    assert violations_anywhere(dark) == []
    dialog.get_by_role("button", name="Cancel").click()
    dark.get_by_role("button", name="Hide form now").click()
    assert violations_anywhere(dark) == []


def test_everything_on_a_case_record_has_contrast_in_each_state(dark: Page) -> None:
    violations_found = [
        f"{state}: {fault}" for state in case_record(dark) for fault in violations_anywhere(dark)
    ]
    assert violations_found == []


def test_a_reduced_copy_is_black_on_white_and_its_banner_has_contrast(dark: Page) -> None:
    form = AssessmentPage(dark, ScriptFormFiller()).open()
    form.fill(COMPLETE)
    expect(form.check()).to_be_visible()
    dark.locator("#reduced-choice summary").click()
    dark.get_by_role("button", name="Preview the copy").click()
    expect(dark.get_by_text("Choose at least one part")).to_be_visible()
    assert violations_anywhere(dark) == []
    dark.get_by_label("Who is it for?").fill("Jo Sample, Example School")
    dark.get_by_label("Why do they need it?").fill("To plan")
    dark.get_by_label("Summary (the first page)").check()
    dark.get_by_role("button", name="Preview the copy").click()
    expect(dark.get_by_role("article", name="Reduced copy of the assessment")).to_be_visible()
    assert dark.evaluate(_LIGHT, "#report .report-reduced") == [0, 255]
    assert violations_anywhere(dark) == []


def test_text_typed_into_a_field_has_contrast(dark: Page) -> None:
    """Check the contrast of form fields, since axe-core measures the page's text but not what is typed into a field."""
    AssessmentPage(dark).open(wait=False)
    for selector in ("#client-name", "#client-address", "#client-ethnicity"):
        text, ground = dark.evaluate(_LIGHT, selector)
        assert text - ground > 150


def test_report_is_black_on_white_on_screen_and_in_print(dark: Page) -> None:
    form = AssessmentPage(dark, ScriptFormFiller()).open()
    form.fill(COMPLETE)
    expect(form.check()).to_be_visible()
    for media in ("screen", "print"):
        dark.emulate_media(media=media, color_scheme="dark")
        text, _ = dark.evaluate(_LIGHT, "#report .report")
        assert text == 0
    _, ground = dark.evaluate(_LIGHT, "body")
    assert ground in (0, 255)
