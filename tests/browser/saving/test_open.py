"""Tests of opening a saved file: the form changes only after confirmation, and the previous answers can be restored."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from assessment_page import INSTRUMENT, AssessmentPage, envelope
from broken_files import OPENED_IN_PART, REFUSED
from form_filling import ScriptFormFiller
from pdf import printed
from playwright.sync_api import Browser, Locator, Page, expect
from saving_page import (
    AS_DOWNLOAD,
    OWN,
    Saved,
    banner,
    choose,
    choose_in,
    open_dialog,
    open_saved,
    save,
    save_state,
    unlock,
)

NAME = "Sam Example"
TYPED = {"client-name": NAME, "factor-1": 5, "factor-2": 2, "analysis-behaviours": "Staying out"}


@pytest.fixture
def form(page: Page) -> AssessmentPage:
    page.add_init_script(AS_DOWNLOAD)
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(TYPED)
    return form


@pytest.fixture(scope="module")
def patient(browser: Browser, server: str) -> Iterator[AssessmentPage]:
    """Open one form with answers, shared by the tests that open many files in it."""
    with browser.new_context(base_url=server, service_workers="block") as context:
        form = AssessmentPage(context.new_page(), ScriptFormFiller()).open()
        form.fill(TYPED)
        yield form


def file_with(answers: dict[str, object], **rest: object) -> bytes:
    return json.dumps({**envelope(answers), **rest}).encode()


def wrong(dialog: Locator) -> Locator:
    return dialog.get_by_role("alert")


def expect_untouched(form: AssessmentPage) -> None:
    expect(form.page.get_by_label("Client’s Name")).to_have_value(NAME)
    expect(form.option(INSTRUMENT.factors[0], 5)).to_be_checked()
    form.expect_bar("answered: 2 scored")
    expect(save_state(form)).to_have_text("Not saved")


@pytest.mark.parametrize("name", [each for each in REFUSED if "100,000" not in each])
def test_invalid_file_is_refused_with_a_reason_and_changes_nothing(
    patient: AssessmentPage, name: str
) -> None:
    messages: list[str] = []
    patient.page.on("console", lambda message: messages.append(message.text))
    dialog = choose(patient.page, REFUSED[name].content)
    expect(wrong(dialog)).not_to_be_empty()
    reason = wrong(dialog).inner_text()
    assert reason[0].isupper() or reason.startswith("assessment.cse")
    assert reason.rstrip().endswith((".", ")")), reason
    assert NAME not in reason
    dialog.get_by_role("button", name="Cancel").click()
    expect_untouched(patient)
    assert messages == []


@pytest.mark.parametrize("name", ["100,000 levels", "100,000 levels of objects"])
def test_deeply_nested_file_is_refused_without_stopping_the_engine(
    patient: AssessmentPage, name: str
) -> None:
    dialog = choose(patient.page, REFUSED[name].content)
    expect(wrong(dialog)).not_to_be_empty()
    dialog.get_by_role("button", name="Cancel").click()
    patient.choose(INSTRUMENT.factors[2], 1)
    patient.expect_bar("answered: 3 scored")
    patient.page.reload()
    patient.wait_until_ready()
    patient.fill(TYPED)


@pytest.mark.parametrize("name", OPENED_IN_PART)
def test_unusable_answers_of_a_file_are_listed_before_the_form_changes(
    patient: AssessmentPage, name: str
) -> None:
    dialog = choose(patient.page, OPENED_IN_PART[name].content)
    expect(dialog).to_contain_text("Some answers in this file cannot be used", use_inner_text=True)
    expect(dialog.locator("[data-open-notices] li").first).not_to_be_empty()
    dialog.get_by_role("button", name="Cancel").click()
    expect_untouched(patient)


def test_open_dialog_shows_whose_assessment_it_is_before_replacing_answers(
    form: AssessmentPage,
) -> None:
    other = {
        "client-name": "Charlie Specimen",
        "date-of-birth": {"day": "1", "month": "2", "year": "2011"},
        "date-completed": "2026-11-22",
        "factor-1": 2,
        "factor-2": "not-known",
    }
    dialog = choose(form.page, file_with(other))
    expect(dialog.locator("[data-open-about]").get_by_role("listitem")).to_have_text(
        [
            "Initials: C.S.",
            "Date of birth: 1 February 2011",
            "Date completed: 22 November 2026",
            "Risk factors answered or marked “Not known”: 2 of 11",
        ]
    )
    expect(dialog).to_contain_text("There are answers in the form now.")
    dialog.get_by_role("button", name="Cancel").last.click()
    expect_untouched(form)
    # Nothing from one file may be shown with the next.
    dialog = choose(form.page, file_with({"factor-1": 2}))
    lines = dialog.locator("[data-open-about]").get_by_role("listitem")
    expect(lines.first).to_have_text("Initials: no name entered")
    expect(dialog).not_to_contain_text("C.S.")


def test_a_file_of_100_megabytes_is_not_even_read(patient: AssessmentPage, tmp_path: Path) -> None:
    file = tmp_path / "large.cse"
    with file.open("wb") as handle:
        handle.truncate(100_000_000)
    page = patient.page
    page.get_by_role("button", name="Open a saved file").click()
    dialog = open_dialog(page)
    dialog.get_by_label("The file").set_input_files(file)
    expect(wrong(dialog)).to_have_text(
        "large.cse is not a saved assessment, or it is damaged. Choose a file that was saved with “Save to a file”. "
        "Its name ends in .cse."
    )
    dialog.get_by_role("button", name="Cancel").click()
    expect_untouched(patient)


def test_wrong_passphrase_or_damaged_file_has_one_message_and_can_be_retried(
    form: AssessmentPage,
) -> None:
    saved = save(form.page)
    form.page.get_by_label("Client’s Name").fill("Sam Sample")
    dialog = choose(form.page, saved.content)
    unlock(dialog, "")
    expect(wrong(dialog)).to_contain_text("Type the passphrase")
    unlock(dialog, "kettle gravel umbrella")
    expect(wrong(dialog)).to_contain_text("The file could not be unlocked")
    expect(form.page.get_by_label("Client’s Name")).to_have_value("Sam Sample")
    dialog.get_by_label("Passphrase").fill(f"  {OWN.upper()} ")
    dialog.get_by_label("Passphrase").press("Enter")
    expect(dialog.get_by_text("There are answers in the form now.")).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()
    cut = choose(form.page, saved.content[:-40])
    unlock(cut, OWN)
    expect(wrong(cut)).to_contain_text("or the file is damaged")


def test_previous_answers_can_be_restored_after_opening_and_swapped_back(
    form: AssessmentPage,
) -> None:
    page = form.page
    dialog = choose(page, file_with({"client-name": "Charlie Specimen", "factor-1": 1}))
    expect(dialog).to_contain_text("2 answers")
    expect(dialog).to_contain_text("This file is not locked")
    expect(page.get_by_label("Client’s Name")).to_have_value(NAME)
    dialog.get_by_role("button", name="Continue this assessment").click()
    expect(banner(page)).to_be_focused()
    expect(page.get_by_label("Client’s Name")).to_have_value("Charlie Specimen")
    form.expect_bar("answered: 1 scored")
    back = page.get_by_role("button", name="Restore the previous answers")
    back.click()
    expect(page.get_by_label("Client’s Name")).to_have_value(NAME)
    form.expect_bar("answered: 2 scored")
    page.get_by_role("button", name="Switch back").click()
    expect(page.get_by_label("Client’s Name")).to_have_value("Charlie Specimen")
    form.expect_bar("answered: 1 scored")
    expect(form.option(INSTRUMENT.factors[1], 2)).not_to_be_checked()


def test_restore_is_not_offered_after_opening_a_file_in_an_empty_form(page: Page) -> None:
    page.add_init_script(AS_DOWNLOAD)
    form = AssessmentPage(page).open()
    dialog = choose(page, file_with(TYPED))
    expect(dialog.get_by_text("There are answers in the form now.")).to_be_hidden()
    dialog.get_by_role("button", name="Continue this assessment").click()
    expect(page.get_by_role("button", name="Restore the previous answers")).to_be_hidden()
    expect(save_state(form)).to_have_text("Opened, no changes")


def test_no_score_or_report_until_the_left_out_answers_are_acknowledged(
    form: AssessmentPage,
) -> None:
    page = form.page
    answers = {**TYPED, "client-name": "Charlie Specimen", "factor-3": "5"}
    choose(page, file_with(answers)).get_by_role("button", name="Continue this assessment").click()
    expect(banner(page).get_by_role("listitem")).to_have_count(1)
    form.expect_bar("To see a score, first check the answers listed at the top of the form")
    assert any("Total entered by hand" in text for text in printed(page))
    form.choose(INSTRUMENT.factors[3], 2)
    form.expect_bar("To see a score, first check")
    page.get_by_role("button", name="I have looked at these").click()
    form.expect_bar("answered: 3 scored")
    assert not any("Total entered by hand" in text for text in printed(page))


def test_restore_brings_back_the_score_or_the_warning_about_left_out_answers(
    form: AssessmentPage,
) -> None:
    page = form.page
    choose(page, file_with({"factor-3": "5"})).get_by_role(
        "button", name="Continue this assessment"
    ).click()
    form.expect_bar("To see a score, first check")
    back = page.get_by_role("button", name="Restore the previous answers")
    back.click()
    form.expect_bar("answered: 2 scored")
    # If the opened file is restored, its left-out answers must still be checked before there is a score.
    page.get_by_role("button", name="Switch back").click()
    expect(banner(page).get_by_role("listitem")).to_have_count(1)
    form.expect_bar("To see a score, first check")


def test_unlocking_that_ends_after_the_dialog_was_closed_changes_nothing(
    form: AssessmentPage,
) -> None:
    page = form.page
    saved = save(page)
    page.get_by_label("Client’s Name").fill("Sam Sample")
    dialog = choose(page, saved.content)
    dialog.get_by_label("Passphrase").fill(OWN)
    dialog.get_by_role("button", name="Unlock").click(no_wait_after=True)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Open a saved file").click()
    expect(dialog.get_by_label("The file")).to_be_visible()
    # This attempt starts after the first one. When it has a result, the first one has finished too.
    choose_in(dialog, saved.content)
    unlock(dialog, "other words entirely")
    expect(wrong(dialog)).to_contain_text("The file could not be unlocked")
    expect(dialog.get_by_role("button", name="Continue this assessment")).to_be_hidden()
    expect(page.get_by_label("Client’s Name")).to_have_value("Sam Sample")


def test_different_name_in_the_analysis_is_kept_after_opening_a_file(form: AssessmentPage) -> None:
    """The name in the analysis follows Section 1 until the user changes it, also after opening a file."""
    page = form.page
    copy = page.get_by_role("region", name=INSTRUMENT.analysis.label).get_by_label(
        "NAME OF YOUNG PERSON", exact=True
    )
    copy.fill("Known as Sammy")
    saved = save(page)
    copy.fill("")
    open_saved(page, saved)
    expect(copy).to_have_value("Known as Sammy")
    page.get_by_label("Client’s Name").fill("Sam Sample")
    expect(copy).to_have_value("Known as Sammy")


def test_without_an_engine_a_file_cannot_be_checked_and_is_not_opened(page: Page) -> None:
    page.add_init_script("delete window.WebAssembly")
    form = AssessmentPage(page, ScriptFormFiller()).open(wait=False)
    form.expect_bar("The scores cannot be calculated here.")
    page.get_by_label("Client’s Name").fill(NAME)
    dialog = choose(page, file_with(TYPED))
    expect(wrong(dialog)).to_contain_text("The file cannot be checked before it is opened")
    expect(page.get_by_label("Client’s Name")).to_have_value(NAME)


def test_form_without_an_engine_is_saved_with_its_hand_entered_total(
    page: Page, browser: Browser
) -> None:
    page.add_init_script(f"{AS_DOWNLOAD}; if (name !== 'able') delete window.WebAssembly")
    form = AssessmentPage(page, ScriptFormFiller()).open(wait=False)
    form.expect_bar("The scores cannot be calculated here.")
    form.fill(TYPED)
    by_hand = page.get_by_label("Total entered by hand")
    by_hand.fill("7 from 2 of 11 factors")
    saved = save(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.evaluate("window.name = 'able'")
    page.reload()
    form.wait_until_ready()
    open_saved(page, saved)
    form.expect_bar("answered: 2 scored")
    expect(by_hand).to_have_value("7 from 2 of 11 factors")


def test_practice_cases_are_marked_on_screen_and_on_every_page(page: Page) -> None:
    form = AssessmentPage(page).open()
    page.get_by_role("button", name="Practise").click()
    page.get_by_role("button", name="A full assessment with high numbers").click()
    dialog = open_dialog(page)
    expect(dialog).to_contain_text("A made-up case for practice.")
    dialog.get_by_role("button", name="Continue this assessment").click()
    form.expect_bar("answered: 11 scored")
    expect(page.get_by_text("PRACTICE CASE.")).to_be_visible()
    pages = printed(page)
    assert len(pages) >= 3
    for text in pages:
        assert "PRACTICE" in text


def test_saved_practice_case_is_still_marked_as_practice(page: Page) -> None:
    page.add_init_script(AS_DOWNLOAD)
    form = AssessmentPage(page).open()
    page.get_by_role("button", name="Practise").click()
    page.get_by_role("button", name="Many answers not known").click()
    open_dialog(page).get_by_role("button", name="Continue this assessment").click()
    saved: Saved = save(page)
    dialog = choose(page, saved.content)
    unlock(dialog, saved.words)
    expect(dialog).to_contain_text("A made-up case for practice.")
    expect(form.page.locator("html.practice")).to_have_count(1)
