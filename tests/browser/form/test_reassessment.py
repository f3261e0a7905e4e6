"""Tests of a reassessment: a second assessment, started from a saved file and shown beside the first."""

import json
import re
from typing import Any

import pytest
from assessment_page import INSTRUMENT, AssessmentPage, envelope
from form_filling import ScriptFormFiller
from pdf import printed
from playwright.sync_api import Page, expect
from saving_page import (
    AS_DOWNLOAD,
    banner,
    choose,
    open_saved,
    save,
    save_state,
)

FIRST: dict[str, Any] = {
    "client-name": "Sam Example",
    "date-of-birth": {"day": "1", "month": "2", "year": "2011"},
    "date-completed": {"day": "12", "month": "3", "year": "2026"},
    "factor-1": 4,
    "factor-2": 3,
    "factor-3": 2,
    "factor-4": "not-known",
    "risk-category": 3,
    "analysis-behaviours": "Made up",
}


@pytest.fixture
def form(page: Page) -> AssessmentPage:
    page.add_init_script(AS_DOWNLOAD)
    return AssessmentPage(page, ScriptFormFiller()).open()


def begin(form: AssessmentPage, content: bytes) -> None:
    dialog = choose(form.page, content)
    dialog.get_by_role("button", name="Start a reassessment").click()
    expect(banner(form.page)).to_be_focused()


def file_with(answers: dict[str, Any], **rest: Any) -> bytes:
    return json.dumps({**envelope(answers), **rest}).encode()


def test_reassessment_carries_over_section_1_but_not_factors_level_or_analysis(
    form: AssessmentPage,
) -> None:
    page = form.page
    begin(form, file_with(FIRST))
    expect(banner(page)).to_contain_text("You have started a reassessment.")
    expect(page.get_by_label("Client’s Name")).to_have_value("Sam Example")
    form.expect_bar("answered: 0 scored")
    for factor in INSTRUMENT.factors:
        expect(form.factor(factor).get_by_role("radio", checked=True)).to_have_count(0)
    expect(page.get_by_label("Category 3 (high)", exact=True)).not_to_be_checked()
    expect(page.get_by_label("BEHAVIOURS/INDICATORS")).to_have_value("")
    expect(save_state(form)).to_have_text("Not saved")
    beside = form.factor(INSTRUMENT.factors[0]).locator("..").locator("..")
    expect(beside).to_contain_text(
        "On 12 March 2026: 4 Frequent truanting or short missing episodes."
    )


def test_change_since_last_assessment_is_shown_printed_and_restored_from_a_file(
    form: AssessmentPage,
) -> None:
    page = form.page
    begin(form, file_with(FIRST))
    form.fill({"factor-1": 2, "factor-2": 5, "factor-3": "not-known"})
    findings = page.locator("#findings")
    expect(findings).to_contain_text(
        "higher in 1 factor and lower in 1. 1 factor is no longer known"
    )
    expect(findings).to_contain_text("Totals of the 2 factors scored in both: 7 then, 7 now")
    expect(findings).to_contain_text(
        "These factors had a number last time, and have none now. This is not an improvement"
    )
    sheet = " ".join(printed(page))
    assert (
        "Compared with the assessment of 12 March 2026, the number is higher in 1 factor and lower in 1"
        in sheet
    )
    assert "Each risk factor: then, now and what has changed" in sheet
    assert "No longer known" in sheet
    saved = save(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    form.wait_until_ready()
    open_saved(page, saved)
    expect(findings).to_contain_text(
        "higher in 1 factor and lower in 1. 1 factor is no longer known"
    )


def test_the_top_of_the_form_and_of_page_1_say_that_it_is_a_reassessment(
    form: AssessmentPage,
) -> None:
    page = form.page
    words = "Reassessment. Compared with the assessment of this child completed on 12 March 2026."
    notice = page.locator("#assessment").get_by_text(words)
    expect(notice).to_have_count(0)
    begin(form, file_with(FIRST))
    expect(notice).to_be_visible()
    first_question = page.get_by_label("Client’s Name")
    assert notice.evaluate(
        "(notice, question) => Boolean(notice.compareDocumentPosition(question) & 4)",
        first_question.element_handle(),
    )
    form.fill({"factor-1": 2})
    form.expect_bar("answered: 1 scored")
    assert words in " ".join(printed(page)[0].split())


def test_no_label_of_the_chart_of_change_is_cut_off(form: AssessmentPage) -> None:
    # Changes between numbers, "not known" and "not answered". The longest label is that of a factor without any answer.
    begin(form, file_with(FIRST))
    form.fill({"factor-1": 2, "factor-2": "not-known", "factor-4": 5, "factor-5": "not-known"})
    form.expect_bar("answered: 2 scored")
    chart = form.check().locator("svg").filter(has_text="then and now")
    expect(chart).to_contain_text("not answered → not answered")
    outside = chart.evaluate(
        """(svg) => {
          const { x, y, width, height } = svg.viewBox.baseVal;
          return [...svg.querySelectorAll("text")].filter((text) => {
            const box = text.getBBox();
            return box.x < x || box.y < y || box.x + box.width > x + width || box.y + box.height > y + height;
          }).map((text) => text.textContent);
        }"""
    )
    assert outside == []


def test_a_lower_level_than_before_asks_for_the_reason(form: AssessmentPage) -> None:
    page = form.page
    begin(form, file_with(FIRST))
    page.get_by_label("Category 1 (low)", exact=True).check()
    gaps = page.get_by_role("list", name="Still needed before the level is agreed")
    expect(gaps).to_contain_text("reason")


def test_three_assessments_make_a_table_over_time(form: AssessmentPage) -> None:
    page = form.page
    before = {**FIRST, "date-completed": {"day": "2", "month": "1", "year": "2026"}, "factor-1": 5}
    earlier = [{"instrument": INSTRUMENT.version, "answers": before}]
    begin(form, file_with(FIRST, earlier=earlier))
    form.fill({"factor-1": 1})
    form.expect_bar("answered: 1 scored")
    sheet = " ".join(printed(page))
    assert "2 January 2026" in sheet
    assert "12 March 2026" in sheet


def test_restoring_the_previous_answers_removes_the_earlier_assessments(
    form: AssessmentPage,
) -> None:
    page = form.page
    form.fill({"client-name": "Charlie Specimen", "factor-1": 1})
    begin(form, file_with(FIRST))
    beside = page.get_by_text("On 12 March 2026: 4 Frequent truanting")
    expect(beside).to_be_visible()
    page.get_by_role("button", name="Restore the previous answers").click()
    form.expect_bar("answered: 1 scored")
    expect(beside).to_be_hidden()
    expect(page.get_by_label("Client’s Name")).to_have_value("Charlie Specimen")


def test_a_tenth_reassessment_is_refused_and_says_what_to_do(form: AssessmentPage) -> None:
    earlier = [{"instrument": INSTRUMENT.version, "answers": {"factor-1": 1}}] * 9
    dialog = choose(form.page, file_with(FIRST, earlier=earlier))
    dialog.get_by_role("button", name="Start a reassessment").click()
    expect(dialog.get_by_role("alert")).to_contain_text("9")
    dialog.get_by_role("button", name="Continue this assessment").click()
    form.expect_bar("answered: 3 scored")


CARRIED: dict[str, Any] = {
    **FIRST,
    "basis-of-concerns": {"ticked": ["disclosure", "going-missing"], "other": ""},
    "education-status": {"ticked": ["school-part-time"], "other": ""},
}
MARK = "carried over, not confirmed"


def test_carried_over_ticks_are_marked_until_confirmed_by_keyboard(form: AssessmentPage) -> None:
    page = form.page
    begin(form, file_with(CARRIED))
    concerns = page.locator("[data-item=basis-of-concerns]")
    marks = page.get_by_text(MARK)
    expect(marks).to_have_count(3)
    expect(
        page.get_by_text("Some ticks are carried over from the earlier assessment")
    ).to_be_visible()
    box = concerns.get_by_label("Going missing", exact=True)
    expect(box).to_have_accessible_description(re.compile(MARK))
    first = concerns.get_by_role("button", name="Confirm “Going missing”")
    first.focus()
    page.keyboard.press("Enter")
    expect(marks).to_have_count(2)
    expect(box).to_be_checked()
    expect(box).not_to_have_accessible_description(re.compile(MARK))
    # The focus stays in the list, on a tick that is still to be confirmed.
    expect(concerns.locator("input:focus")).to_have_count(1)
    # Unticking leaves nothing to confirm, and ticking again is this worker's own answer.
    school = page.locator("[data-item=education-status]").get_by_role("checkbox", checked=True)
    school.uncheck()
    expect(marks).to_have_count(1)
    page.locator("[data-item=education-status] input[value=school-part-time]").check()
    expect(marks).to_have_count(1)


def test_carried_over_ticks_are_confirmed_by_list_and_unconfirmed_ones_are_reported(
    form: AssessmentPage,
) -> None:
    page = form.page
    begin(form, file_with(CARRIED))
    form.expect_bar("answered: 0 scored")
    sheet = " ".join(" ".join(printed(page)).split())
    assert sheet.count("carried over from the earlier assessment, not confirmed") == 3
    page.get_by_role("button", name="Confirm all 2 carried-over ticks").press("Space")
    expect(page.get_by_text(MARK)).to_have_count(1)
    form.check()
    left = page.locator("[data-warnings]")
    expect(left).to_contain_text(
        "confirm or untick these boxes, which are carried over from the earlier assessment"
    )
    expect(left).not_to_contain_text("Going missing")
    # The tick that is still to be confirmed is restored from the file as such.
    saved = save(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    form.wait_until_ready()
    open_saved(page, saved)
    expect(page.get_by_text(MARK)).to_have_count(1)
    page.get_by_role("button", name="Confirm “").click()
    expect(page.get_by_text(MARK)).to_have_count(0)
    expect(page.get_by_text("Some ticks are carried over")).to_be_hidden()
    form.expect_bar("answered: 0 scored")
    assert "not confirmed" not in " ".join(" ".join(printed(page)).split())


def test_signs_of_harm_of_the_earlier_assessment_are_on_screen(form: AssessmentPage) -> None:
    page = form.page
    words = "Signs of harm recorded in an earlier assessment but not in this one"
    begin(form, file_with(CARRIED))
    form.expect_bar("answered: 0 scored")
    expect(page.locator("#findings").get_by_text(words)).to_be_hidden()
    page.locator("[data-item=basis-of-concerns] input[value=disclosure]").uncheck()
    expect(page.locator("#findings").get_by_text(words)).to_be_visible()
    expect(page.locator("#findings")).to_contain_text("Past harm still matters")


def test_the_form_says_what_this_website_adds_to_the_tool(form: AssessmentPage) -> None:
    expect(form.page.locator("#findings")).to_contain_text(
        "which are not part of the 2013-14 tool:"
    )
