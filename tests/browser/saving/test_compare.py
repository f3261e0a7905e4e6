"""Tests of comparing the form with a colleague's saved file, and of choosing between answers that differ."""

import json
from collections.abc import Iterator

import pytest
from accessibility import WIDTHS, faults, violations
from assessment_page import INSTRUMENT, AssessmentPage, envelope
from form_filling import ScriptFormFiller
from pdf import printed
from playwright.sync_api import Browser, Locator, Page, expect
from saving_page import AS_DOWNLOAD, choose, open_saved, save, save_state, unlock
from viewport import resize

NAME = "Sam Example"
CURRENT: dict[str, object] = {
    "client-name": NAME,
    "worker-name": "Alex Example",
    "date-completed": {"day": "2", "month": "3", "year": "2026"},
    "basis-of-concerns": {"ticked": ["going-missing"]},
    "factor-1": 3,
    "factor-2": 2,
}
OTHER_FILE: dict[str, object] = {
    "client-name": NAME,
    "worker-name": "Bob Example",
    "date-completed": {"day": "3", "month": "3", "year": "2026"},
    "basis-of-concerns": {"ticked": ["disclosure"]},
    "factor-1": 5,
    "factor-2": 2,
    "factor-3": "not-known",
    "analysis-police": "<b>Called</b> on " + "1 March " * 40,
    "chronology": [{"when": "1 March 2026", "event": "Called by the school"}],
}
DIFFERENT = [
    "Worker’s Name",
    "Date form completed",
    "D. Basis of CSE Concerns",
    "1. Missing Episodes",
]


@pytest.fixture(scope="module")
def form(browser: Browser, server: str) -> Iterator[AssessmentPage]:
    """Open one form with a worker's answers for all tests, which compare a colleague's file with it."""
    with browser.new_context(base_url=server, service_workers="block", locale="en-GB") as context:
        page = context.new_page()
        page.add_init_script(AS_DOWNLOAD)
        form = AssessmentPage(page, ScriptFormFiller()).open()
        form.fill(CURRENT)
        form.expect_bar("answered: 2 scored")
        yield form


def begin(page: Page, answers: dict[str, object], **rest: object) -> Locator:
    dialog = choose(page, json.dumps({**envelope(answers), **rest}).encode())
    dialog.get_by_role("button", name="Compare with what is in the form").click()
    return dialog


def compare_dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Compare the form with the file")


def question(page: Page, label: str) -> Locator:
    return compare_dialog(page).get_by_role("group", name=label, exact=True)


def use(page: Page) -> Locator:
    return compare_dialog(page).get_by_role("button", name="Use these answers")


def test_a_colleagues_file_is_refused_if_it_is_about_another_child(form: AssessmentPage) -> None:
    dialog = begin(form.page, {**OTHER_FILE, "client-name": "Charlie Specimen"})
    expect(dialog.get_by_role("alert")).to_contain_text("because the child’s name is not the same")
    dialog.get_by_role("button", name="Cancel").click()
    dialog = begin(form.page, OTHER_FILE, practice=True)
    expect(dialog.get_by_role("alert")).to_contain_text("A practice case cannot be compared")
    dialog.get_by_role("button", name="Cancel").click()


def test_compare_dialog_shows_differences_side_by_side_and_chooses_no_conflicting_answer(
    form: AssessmentPage,
) -> None:
    page = form.page
    begin(page, OTHER_FILE)
    dialog = compare_dialog(page)
    expect(dialog.get_by_role("heading", name="Compare the form with the file")).to_be_focused()
    expect(dialog).to_contain_text("These may be two separate assessments")
    groups = dialog.locator("[data-difference] legend")
    expect(groups).to_have_text(
        [*DIFFERENT, "3. Drug use", INSTRUMENT.analysis.fields[6].label, "Chronology"]
    )
    for label in DIFFERENT:
        expect(question(page, label).get_by_role("radio", checked=True)).to_have_count(0)
    drugs = question(page, "3. Drug use")
    expect(drugs).to_contain_text("Only the file has an answer, so that answer is already chosen.")
    expect(drugs.get_by_label("In the file (Bob Example, 3 March 2026)")).to_be_checked()
    missing = question(page, "1. Missing Episodes")
    expect(missing.get_by_label("In the form")).to_have_accessible_description(
        "3 Occasionally truants, goes missing, prolonged episodes or Occasionally goes missing, short episodes."
    )
    expect(dialog).to_contain_text("<b>Called</b>")
    expect(dialog.get_by_role("status")).to_have_text("7 answers differ. 4 still need a choice.")
    expect(use(page)).to_be_disabled()
    sides = missing.locator(".cse-difference__side")
    tops = [box["y"] for box in (sides.nth(0).bounding_box(), sides.nth(1).bounding_box()) if box]
    assert tops[0] == tops[1]
    assert faults(page) == []
    resize(page, WIDTHS["phone"]["width"], WIDTHS["phone"]["height"])
    stacked = [sides.nth(index).bounding_box() for index in range(2)]
    assert stacked[0]
    assert stacked[1]
    assert stacked[0]["x"] == stacked[1]["x"]
    assert stacked[0]["y"] < stacked[1]["y"]
    assert violations(page) == []
    resize(page, WIDTHS["desktop"]["width"], WIDTHS["desktop"]["height"])
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(dialog.locator("[data-difference]")).to_have_count(0)
    expect(page.get_by_label("Worker’s Name")).to_have_value("Alex Example")
    expect(page.get_by_role("region", name="Compared")).to_be_hidden()
    form.expect_bar("answered: 2 scored")


def test_hiding_the_form_keeps_the_choices_and_closing_the_dialog_forgets_them(
    form: AssessmentPage,
) -> None:
    page = form.page
    begin(page, OTHER_FILE)
    chosen = question(page, DIFFERENT[0]).get_by_label("In the form")
    chosen.check()
    # Clicked by script, because the button is behind the dialog. The idle timeout hides the form in the same way.
    page.locator("[data-hide-now]").first.evaluate("button => button.click()")
    show = page.get_by_role("button", name="Show the form")
    expect(show).to_be_focused()
    expect(compare_dialog(page)).to_be_hidden()
    assert "Bob Example" not in page.locator("body").inner_text()
    show.click()
    expect(chosen).to_be_checked()
    expect(chosen).to_be_focused()
    expect(compare_dialog(page).get_by_role("status")).to_contain_text("3 still need a choice.")
    compare_dialog(page).get_by_role("button", name="Cancel").click()
    expect(compare_dialog(page).locator("[data-difference]")).to_have_count(0)


def test_compared_answers_are_used_and_undone_by_keyboard_and_their_source_printed(
    form: AssessmentPage,
) -> None:
    page = form.page
    saved = save(page)
    expect(save_state(form)).to_contain_text("Saved")
    begin(page, OTHER_FILE)
    for label, key in zip(
        DIFFERENT, ("Space", "Space", "ArrowDown ArrowDown", "ArrowDown"), strict=True
    ):
        question(page, label).get_by_label("In the form").focus()
        page.keyboard.press("Space")
        for each in key.split():
            page.keyboard.press(each)
    expect(question(page, DIFFERENT[2]).get_by_label("Both, without repeats")).to_be_checked()
    expect(use(page)).to_be_enabled()
    use(page).focus()
    page.keyboard.press("Enter")
    banner = page.get_by_role("region", name="Compared")
    expect(banner).to_be_focused()
    expect(page.get_by_label("Worker’s Name")).to_have_value("Alex Example")
    expect(form.option(INSTRUMENT.factors[0], 5)).to_be_checked()
    for box in ("Disclosure of exploitation", "Going missing"):
        expect(page.get_by_label(box, exact=True)).to_be_checked()
    form.expect_bar("answered: 2 scored, 1 not known")
    expect(save_state(form)).to_have_text("Changes not saved")
    undo = banner.get_by_role("button", name="Undo")
    undo.click()
    form.expect_bar("answered: 2 scored, 0 not known")
    expect(form.option(INSTRUMENT.factors[0], 3)).to_be_checked()
    expect(save_state(form)).to_contain_text("Saved")
    page.get_by_role("button", name="Switch back").click()
    form.expect_bar("answered: 2 scored, 1 not known")
    page.get_by_label("Gender").fill("Female")
    on_paper = " ".join(" ".join(printed(page)).split())
    expected = (
        "Bob Example, 3 March 2026 gave these answers, which were taken from another file of this assessment: "
        "D. Basis of CSE Concerns; 1. Missing Episodes; 3. Drug use;"
    )
    assert expected in on_paper
    assert "Called by the school" in on_paper
    # The file also records who gave which answer. Comparing the form with it finds no differences.
    again = save(page)
    assert again.content != saved.content
    dialog = choose(page, again.content)
    unlock(dialog, again.words)
    dialog.get_by_role("button", name="Compare with what is in the form").click()
    expect(compare_dialog(page).get_by_role("status")).to_have_text("There are no differences.")
    expect(use(page)).to_be_hidden()
    compare_dialog(page).get_by_role("button", name="Cancel").click()
    form.choose(INSTRUMENT.factors[0], 4)
    open_saved(page, again)
    form.choose(INSTRUMENT.factors[0], 4)
    form.expect_bar("answered: 2 scored, 1 not known")
    assert "1. Missing Episodes (changed since);" in " ".join(" ".join(printed(page)).split())
