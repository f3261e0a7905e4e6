"""Tests of the printed blank form: every question of the instrument, no answers, no marking, few pages."""

from assessment_page import INSTRUMENT
from pdf import printed, without_spaces
from playwright.sync_api import Page


def test_printed_blank_form_has_every_question_and_no_protective_marking(page: Page) -> None:
    page.goto("/assessing-risk/blank-form/")
    pages = printed(page)
    paper = without_spaces(" ".join(pages))
    labels = [field.label for field in INSTRUMENT.fields]
    labels += [str(code) for code in INSTRUMENT.codes]
    for tick_list in INSTRUMENT.tick_lists:
        labels += [option.label for option in tick_list.all_options]
    for factor in INSTRUMENT.factors:
        labels.append(f"{factor.position}) {factor.label}")
        labels += [f"{each.number} {'or'.join(each.texts)}" for each in factor.statements]
    for category in INSTRUMENT.risk_category.categories:
        labels += category.guidance
        labels += [category.note] if category.note else []
    labels.append(INSTRUMENT.analysis.take_action)
    labels.append(
        "If you tick one, act now, whatever the numbers. Do not wait until the form is finished."
    )
    assert [words for words in labels if without_spaces(words) not in paper] == []
    # The form is not marked: the words appear only once, in the instruction to mark it.
    assert paper.count(without_spaces("OFFICIAL-SENSITIVE")) == 1
    assert len(pages) <= 6
    # All factors are on one page.
    factors = [without_spaces(f"{each.position}) {each.label}") for each in INSTRUMENT.factors]
    assert any(all(each in without_spaces(sheet) for each in factors) for sheet in pages)
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_blank_form_page_prints_the_form_without_its_instructions(page: Page) -> None:
    page.goto("/assessing-risk/blank-form/")
    assert "Print this page with" not in " ".join(printed(page))
