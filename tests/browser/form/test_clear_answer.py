"""Tests of clearing one answer: every single-choice question can be reset to "not answered", by mouse and keyboard."""

import re
from collections.abc import Callable

import pytest
from assessment_page import INSTRUMENT, AssessmentPage
from form_filling import ScriptFormFiller
from playwright.sync_api import Locator, Page, expect

from scoring.definition.model import FieldKind

FACTOR = INSTRUMENT.factors[1]
CHOICE = next(field for field in INSTRUMENT.fields if field.kind is FieldKind.CHOICE)
ANSWERED = {FACTOR.id: 4, CHOICE.id: CHOICE.choices[0], INSTRUMENT.risk_category.id: 2}

Clear = Callable[[Page, Locator], None]


def by_mouse(_: Page, question: Locator) -> None:
    question.get_by_role("button", name="Clear this answer").click()


def by_keyboard(page: Page, question: Locator) -> None:
    question.get_by_role("radio", checked=True).focus()
    page.keyboard.press("Tab")
    expect(question.get_by_role("button", name="Clear this answer")).to_be_focused()
    page.keyboard.press("Enter")


@pytest.fixture
def form(page: Page) -> AssessmentPage:
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(ANSWERED)
    form.expect_bar("answered: 1 scored")
    return form


def expect_cleared(question: Locator) -> None:
    """Expect no answer, no button to clear it, and the focus on the question's first answer."""
    expect(question.get_by_role("radio", checked=True)).to_have_count(0)
    expect(question.get_by_role("button", name="Clear this answer")).to_be_hidden()
    expect(question.get_by_role("radio").first).to_be_focused()


def count_of(form: AssessmentPage, section: str) -> Locator:
    """Return a section's line in the list of sections, which shows how many answers it has."""
    contents = form.page.get_by_role("navigation", name="Contents of this form")
    return contents.get_by_role("listitem").filter(has_text=section)


@pytest.mark.parametrize("clear", [by_mouse, by_keyboard])
def test_clearing_a_factor_resets_it_to_not_answered(form: AssessmentPage, clear: Clear) -> None:
    form.expect_bar("1 of 11 answered")
    question = form.page.locator(".cse-item").filter(has=form.factor(FACTOR))
    clear(form.page, question)
    expect_cleared(question)
    form.expect_bar("answered: 0 scored")
    form.expect_bar("Total: none yet")
    form.expect_bar("0 of 11 answered")
    expect(count_of(form, "Risk factors")).to_contain_text("0 of 11")
    form.choose(FACTOR, 3)
    form.expect_bar("Total: 3")


@pytest.mark.parametrize("clear", [by_mouse, by_keyboard])
def test_clearing_the_category_resets_it_to_not_agreed(form: AssessmentPage, clear: Clear) -> None:
    page = form.page
    group = page.get_by_role("group", name=INSTRUMENT.risk_category.label, exact=True)
    question = page.locator(".cse-item").filter(has=group)
    gaps = page.get_by_role("list", name="Still needed before the level is agreed")
    expect(gaps.get_by_role("listitem")).not_to_have_count(0)
    clear(page, question)
    expect_cleared(question)
    expect(gaps.get_by_role("listitem")).to_have_count(0)
    report = form.check()
    expect(report).to_contain_text("NOT YET AGREED")
    expect(report).not_to_contain_text("Entered: category 2")


@pytest.mark.parametrize("clear", [by_mouse, by_keyboard])
def test_clearing_a_choice_resets_it_to_blank(form: AssessmentPage, clear: Clear) -> None:
    group = form.page.get_by_role("group", name=CHOICE.label, exact=True).first
    question = form.page.locator(".cse-item").filter(has=group)
    count = count_of(form, "Details")
    expect(count).to_contain_text(re.compile(r"\b1 of \d+"))
    clear(form.page, question)
    expect_cleared(question)
    expect(count).to_contain_text(re.compile(r"\b0 of \d+"))


def test_every_single_choice_question_can_be_cleared_once_it_is_answered(
    form: AssessmentPage,
) -> None:
    questions = form.page.locator("#assessment .cse-item").filter(
        has=form.page.get_by_role("radio")
    )
    choices = [field for field in INSTRUMENT.fields if field.kind is FieldKind.CHOICE]
    expect(questions).to_have_count(len(INSTRUMENT.factors) + len(choices) + 1)
    answered = questions.filter(has=form.page.get_by_role("radio", checked=True))
    expect(answered).to_have_count(len(ANSWERED))
    buttons = form.page.get_by_role("button", name="Clear this answer")
    expect(buttons).to_have_count(len(ANSWERED))
    for question in questions.all():
        expect(question.locator("[data-clear-answer]")).to_have_count(1)
