"""Tests of forced colours (high contrast), white on black: everything that carries information stays visible."""

from collections.abc import Iterator

import pytest
from assessment_page import INSTRUMENT, AssessmentPage
from case_tables import COMPLETE
from conftest import Watch
from form_filling import ScriptFormFiller
from playwright.sync_api import Browser, Locator, Page, expect
from saving_page import AS_DOWNLOAD, open_dialog
from screenshots import difference
from states import IMPOSSIBLE

# The least visible difference in brightness. Black is 0 and white is 255.
VISIBLE_DIFFERENCE = 60
KINDS = {
    "text box": "input[type=text], input:not([type])",
    "long text": "textarea",
    "radio button": "[type=radio]",
    "tick box": "[type=checkbox]",
    "list": "#assessment .cse-section select",
    "button": "button.govuk-button",
    "link": ".cse-section a.govuk-link",
    "help": "summary",
}
_COLOURS = """(each) => {
  const light = (colour) => { const [r, g, b] = colour.match(/[\\d.]+/g); return 0.3 * r + 0.59 * g + 0.11 * b; };
  const style = getComputedStyle(each);
  return ["fill", "stroke"].filter((name) => style[name] !== "none").map((name) => [name, light(style[name])]);
}"""


@pytest.fixture
def form(browser: Browser, server: str, watch: Watch) -> Iterator[AssessmentPage]:
    """Open the assessment in a browser with forced colours, white on black."""
    with browser.new_context(
        base_url=server,
        service_workers="block",
        forced_colors="active",
        color_scheme="dark",
        viewport={"width": 1280, "height": 900},
    ) as context:
        watch.follow(context)
        page = context.new_page()
        page.add_init_script(AS_DOWNLOAD)
        page.on("dialog", lambda dialog: dialog.accept())
        yield AssessmentPage(page, ScriptFormFiller()).open()
    assert watch.unexpected() == []


def clip(page: Page, element: Locator, around: int = 8) -> bytes:
    """Return a screenshot of a control and of the `around` pixels on each side of it."""
    box = element.bounding_box()
    assert box is not None
    return page.screenshot(
        clip={
            "x": max(box["x"] - around, 0),
            "y": max(box["y"] - around, 0),
            "width": box["width"] + 2 * around,
            "height": box["height"] + 2 * around,
        }
    )


def test_chosen_radio_button_and_ticked_box_are_visible(
    form: AssessmentPage, browser: Browser
) -> None:
    page = form.page
    for choice in (
        form.option(INSTRUMENT.factors[0], 4),
        form.ticks(INSTRUMENT.tick_lists[0]).get_by_role("checkbox").first,
    ):
        choice.scroll_into_view_if_needed()
        before = clip(page, choice)
        choice.check()
        choice.blur()
        assert (
            difference(browser, before, clip(page, choice), 4).fraction_above(VISIBLE_DIFFERENCE)
            > 0.01
        )


@pytest.mark.parametrize("kind", KINDS)
def test_focus_indicator_is_visible(form: AssessmentPage, browser: Browser, kind: str) -> None:
    page = form.page
    control = page.locator(KINDS[kind]).locator("visible=true").first
    control.scroll_into_view_if_needed()
    before = clip(page, control)
    page.keyboard.press("Tab")  # so that the browser shows the focus as for keyboard users
    control.focus()
    assert (
        difference(browser, before, clip(page, control), 4).fraction_above(VISIBLE_DIFFERENCE)
        > 0.05
    )


def test_errors_and_banners_have_a_line_around_them(form: AssessmentPage, browser: Browser) -> None:
    page = form.page
    page.get_by_role("button", name="Practise").click()
    page.get_by_role("button", name="Comparing two assessments of the same child").click()
    open_dialog(page).get_by_role("button", name="Continue this assessment").click()
    birth = page.get_by_role("group", name="Date of Birth", exact=True)
    form.type_date(birth, IMPOSSIBLE)
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator("#error-summary")).to_be_visible()
    for element, edge in (
        ("#error-summary", "left"),
        ("#opened", "left"),
        (".cse-practice:visible", "left"),
        (".govuk-form-group--error", "left"),
        (".govuk-input--error", "left"),
        (".cse-bar", "top"),
        (".md-header", "bottom"),
    ):
        line, ground = page.locator(element).first.evaluate(
            "(each, edge) => { const style = getComputedStyle(each);"
            " return [style[`border-${edge}-style`] !== 'none' && parseFloat(style[`border-${edge}-width`]) >= 1"
            " ? style[`border-${edge}-color`] : null, getComputedStyle(document.body).backgroundColor]; }",
            edge,
        )
        assert line not in (None, ground), element


def test_warning_icon_beside_signs_of_harm_is_a_triangle(
    form: AssessmentPage, browser: Browser
) -> None:
    page = form.page
    page.get_by_role("button", name="Practise").click()
    page.get_by_role("button", name="A full assessment with high numbers").click()
    open_dialog(page).get_by_role("button", name="Continue this assessment").click()
    sign = page.locator(".cse-bar__sign").first
    expect(sign).to_be_visible()
    expect(sign).to_have_css("border-left-color", "rgba(0, 0, 0, 0)")
    expect(sign).not_to_have_css("border-bottom-color", "rgba(0, 0, 0, 0)")
    with_sign = clip(page, sign, 0)
    sign.evaluate("each => { each.style.visibility = 'hidden'; }")
    part = difference(browser, clip(page, sign, 0), with_sign, 1).fraction_above(VISIBLE_DIFFERENCE)
    assert 0.3 < part < 0.7


def test_report_chart_and_outline_of_lost_number_are_visible(form: AssessmentPage) -> None:
    page = form.page
    page.get_by_role("button", name="Practise").click()
    page.get_by_role("button", name="Comparing two assessments of the same child").click()
    open_dialog(page).get_by_role("button", name="Continue this assessment").click()
    report = form.check()
    drawings = report.get_by_role("img")
    expect(drawings).to_have_count(1)
    for mark in drawings.locator("line, circle, text").all():
        colours = dict(mark.evaluate(_COLOURS))
        # A ring is filled with the background colour: only its outline is bright.
        assert max(colours.values()) > 255 - VISIBLE_DIFFERENCE, mark.evaluate(
            "each => each.outerHTML"
        )
    lost = report.locator(".report-lost td").last
    expect(lost).to_have_css("outline-style", "solid")


def test_printed_report_does_not_use_forced_colours(page: Page) -> None:
    """Check that print never uses the colours of the screen."""
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(COMPLETE)
    expect(form.check()).to_be_visible()
    dot = page.locator("#report circle").first
    page.emulate_media(media="print", forced_colors="active", color_scheme="dark")
    assert dict(dot.evaluate(_COLOURS))["fill"] == 0
