"""Tests of the bar at the bottom of the form: what must stay in view everywhere in the form, at every zoom level."""

import pytest
from assessment_page import INSTRUMENT, AssessmentPage
from form_filling import ScriptFormFiller
from playwright.sync_api import Locator, Page, expect
from saving_page import AS_DOWNLOAD, lock_with_own, open_dialog, save_state, words_dialog

SIZES = {
    "laptop": (1366, 768),
    "phone": (390, 844),
    # The viewport that a window of 1280 x 720 pixels has at 400 % zoom.
    "400 per cent": (320, 180),
}
HARM = {"client-name": "Sam Example", "basis-of-concerns": {"ticked": ["disclosure"]}}


def bar(page: Page) -> Locator:
    return page.get_by_role("group", name="Score and saving")


def places(form: AssessmentPage) -> list[Locator]:
    """Return elements at the start, in the middle and at the end of the form."""
    return [
        form.page.get_by_label("Client’s Name"),
        form.option(INSTRUMENT.factors[5], 3),
        form.page.get_by_role("button", name="Check your answers"),
    ]


def scroll_to(element: Locator) -> None:
    element.evaluate("each => each.scrollIntoView({ block: 'center' })")


@pytest.mark.parametrize("size", SIZES)
def test_save_button_save_state_and_signs_of_harm_stay_in_view(page: Page, size: str) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    form = AssessmentPage(page, ScriptFormFiller()).open(wait=size != "400 per cent")
    expect(page.locator("html.engine-ready")).to_be_attached()
    form.fill(HARM)
    harm = bar(page).get_by_role("link", name="Signs of harm: act now")
    expect(harm).to_be_visible()
    for place in places(form):
        scroll_to(place)
        expect(place).to_be_in_viewport()
        for each in (
            harm,
            save_state(form),
            bar(page).get_by_role("button", name="Save to a file"),
        ):
            expect(each).to_be_in_viewport(ratio=1)


def test_the_result_of_saving_is_shown_in_the_bar_whichever_button_was_pressed(page: Page) -> None:
    page.add_init_script(AS_DOWNLOAD)
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(HARM)
    scroll_to(form.option(INSTRUMENT.factors[5], 3))
    form.check()
    in_bar = bar(page).get_by_role("button", name="Save to a file")
    before_print = page.get_by_role("group", name="Before you print")
    for button in (in_bar, before_print.get_by_role("button", name="Save to a file")):
        button.click()
        with page.expect_download():
            lock_with_own(words_dialog(page))
        message = bar(page).get_by_text("was sent to your downloads folder")
        expect(message).to_be_in_viewport(ratio=1)
        bar(page).get_by_role("button", name="Close this message").click()
        expect(message).to_be_hidden()


def test_practice_mark_in_the_bar_stays_in_view_everywhere_in_the_form(page: Page) -> None:
    form = AssessmentPage(page).open()
    practice = bar(page).get_by_text("PRACTICE", exact=True)
    expect(practice).to_be_hidden()
    page.get_by_role("button", name="Practise").click()
    page.get_by_role("button", name="A full assessment with high numbers").click()
    open_dialog(page).get_by_role("button", name="Continue this assessment").click()
    form.expect_bar("answered: 11 scored")
    for place in places(form):
        scroll_to(place)
        expect(practice).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("size", ["phone", "400 per cent"])
def test_engine_message_in_the_bar_does_not_cover_the_focused_question(
    page: Page, size: str
) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.add_init_script("delete window.WebAssembly")
    form = AssessmentPage(page).open(wait=False)
    form.expect_bar("The scores cannot be calculated here.")
    for place in places(form):
        place.focus()
        box, bar_box = place.bounding_box(), bar(page).bounding_box()
        assert box is not None
        assert bar_box is not None
        assert box["y"] + box["height"] <= bar_box["y"]


def test_narrow_bar_keeps_to_one_line_and_hides_the_total_first(page: Page) -> None:
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(HARM)
    total, count = bar(page).locator(".cse-bar__total"), bar(page).locator(".cse-bar__figures")
    for width, has_total, has_count in (
        (1366, True, True),
        (900, False, True),
        (320, False, False),
    ):
        page.set_viewport_size({"width": width, "height": 640})
        bar_box = bar(page).bounding_box()
        assert bar_box is not None
        assert bar_box["height"] <= 50
        for each, is_seen in ((total, has_total), (count, has_count)):
            box = each.bounding_box()
            assert box is not None
            assert (box["width"] > 1) == is_seen
