"""A second assessment beside the first, begun from a saved file."""

import json
from typing import Any

import pytest
from assessment_page import INSTRUMENT, AssessmentPage, envelope
from hands import QuickHands
from keeping_page import AS_DOWNLOAD, banner, choose, open_saved, save, save_state
from paper import printed
from playwright.sync_api import Page, expect

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
    return AssessmentPage(page, QuickHands()).open()


def begin(form: AssessmentPage, content: bytes) -> None:
    dialog = choose(form.page, content)
    dialog.get_by_role("button", name="Start a reassessment").click()
    expect(banner(form.page)).to_be_focused()


def file_with(answers: dict[str, Any], **rest: Any) -> bytes:
    return json.dumps({**envelope(answers), **rest}).encode()


def test_section_1_is_carried_over_and_nothing_else(form: AssessmentPage) -> None:
    page = form.page
    begin(form, file_with(FIRST))
    expect(banner(page)).to_contain_text("The reassessment is begun.")
    expect(page.get_by_label("Client’s Name")).to_have_value("Sam Example")
    form.expect_bar("Scored 0 of 11")
    for factor in INSTRUMENT.factors:
        expect(form.factor(factor).get_by_role("radio", checked=True)).to_have_count(0)
    expect(page.get_by_label("Category 3 (high)", exact=True)).not_to_be_checked()
    expect(page.get_by_label("BEHAVIOURS/INDICATORS")).to_have_value("")
    expect(save_state(form)).to_have_text("Not saved")
    beside = form.factor(INSTRUMENT.factors[0]).locator("..").locator("..")
    expect(beside).to_contain_text(
        "On 12 March 2026: 4 Frequent truanting or short missing episodes."
    )


def test_the_change_is_shown_on_screen_and_on_paper_and_comes_back_from_a_file(
    form: AssessmentPage,
) -> None:
    page = form.page
    begin(form, file_with(FIRST))
    form.fill({"factor-1": 2, "factor-2": 5, "factor-3": "not-known"})
    findings = page.locator("#findings")
    expect(findings).to_contain_text("worse in 1, improved in 1, no longer known 1")
    expect(findings).to_contain_text("totals over the 2 factors answered in both: 7 then, 7 now")
    expect(findings).to_contain_text(
        "What was known before is not known now; that is no improvement"
    )
    sheet = " ".join(printed(page))
    assert "What has changed since the assessment of 12 March 2026" in sheet
    assert "No longer known" in sheet
    saved = save(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    form.wait_until_ready()
    open_saved(page, saved)
    expect(findings).to_contain_text("worse in 1, improved in 1, no longer known 1")


def test_a_lower_level_than_before_asks_for_the_reason(form: AssessmentPage) -> None:
    page = form.page
    begin(form, file_with(FIRST))
    page.get_by_label("Category 1 (low)", exact=True).check()
    gaps = page.get_by_role("list", name="Missing for the level to be agreed")
    expect(gaps).to_contain_text("reason")


def test_three_assessments_make_a_table_over_time(form: AssessmentPage) -> None:
    page = form.page
    before = {**FIRST, "date-completed": {"day": "2", "month": "1", "year": "2026"}, "factor-1": 5}
    earlier = [{"instrument": INSTRUMENT.version, "answers": before}]
    begin(form, file_with(FIRST, earlier=earlier))
    form.fill({"factor-1": 1})
    form.expect_bar("Scored 1 of 11")
    sheet = " ".join(printed(page))
    assert "2 January 2026" in sheet
    assert "12 March 2026" in sheet


def test_the_earlier_ones_are_gone_with_what_is_put_back(form: AssessmentPage) -> None:
    page = form.page
    form.fill({"client-name": "Charlie Specimen", "factor-1": 1})
    begin(form, file_with(FIRST))
    beside = page.get_by_text("On 12 March 2026: 4 Frequent truanting")
    expect(beside).to_be_visible()
    page.get_by_role("button", name="Put back what was in the form before").click()
    form.expect_bar("Scored 1 of 11")
    expect(beside).to_be_hidden()
    expect(page.get_by_label("Client’s Name")).to_have_value("Charlie Specimen")


def test_a_tenth_reassessment_is_refused_and_says_what_to_do(form: AssessmentPage) -> None:
    earlier = [{"instrument": INSTRUMENT.version, "answers": {"factor-1": 1}}] * 9
    dialog = choose(form.page, file_with(FIRST, earlier=earlier))
    dialog.get_by_role("button", name="Start a reassessment").click()
    expect(dialog.get_by_role("alert")).to_contain_text("9")
    dialog.get_by_role("button", name="Go on with it").click()
    form.expect_bar("Scored 3 of 11")
