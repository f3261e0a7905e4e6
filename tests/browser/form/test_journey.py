"""Tests of the main task: fill in a case by its visible labels, check the result, and print it for a referral."""

import json
import subprocess
import sys
from pathlib import Path

from assessment_page import INSTRUMENT, AssessmentPage, envelope
from bare_engine import ask, open_blank
from case_tables import (
    COMPLETE,
    COMPLETE_RANGE,
    COMPLETE_TOTAL,
    five_thousand,
    five_thousand_in_every_field,
)
from form_filling import ScriptFormFiller
from pdf import flat, printed, without_spaces
from playwright.sync_api import Page, expect

from builder.base import paths
from scoring.answers.envelope import assessment
from scoring.definition import contacts
from scoring.definition.model import FieldKind
from scoring.report import renderer
from scoring.report.wording import answer_wording
from scoring.rules import findings


def test_a_complete_case_is_printed_with_every_answer_and_number(page: Page) -> None:
    form = AssessmentPage(page).open()
    form.fill(COMPLETE)
    form.expect_bar("answered: 9 scored")
    form.expect_bar("Total: 27")
    form.expect_bar("(29 to 37 if every factor had a number)")
    form.expect_bar("10 of 11 answered: 9 scored, 1 not known")
    shown = form.check()
    expect(shown).to_be_visible()

    pages = printed(page)
    paper = without_spaces(" ".join(pages))
    parsed = assessment.parse(INSTRUMENT, envelope(COMPLETE)).answers
    # Of the case record, only what was entered is printed.
    for field in (each for each in INSTRUMENT.fields if each not in INSTRUMENT.record.fields):
        assert without_spaces(field.label) in paper
        assert without_spaces(answer_wording.value(INSTRUMENT, parsed, field)) in paper
    for tick_list in INSTRUMENT.tick_lists:
        ticks = parsed.ticks_of(tick_list.id)
        for option in tick_list.all_options:
            assert option.id not in ticks.ticked or without_spaces(option.label) in paper
        rest = len(tick_list.all_options) - len(ticks.ticked)
        assert (
            without_spaces(
                f"{tick_list.letter}. {tick_list.label} {rest} {'box' if rest == 1 else 'boxes'} not ticked"
            )
            in paper
        )
        assert without_spaces(ticks.other) in paper
    for factor in INSTRUMENT.factors:
        chosen = COMPLETE.get(factor.id)
        statement = factor.statement(chosen) if isinstance(chosen, int) else None
        row = f"{factor.position}. {factor.label}"
        if statement:
            row += " or ".join(statement.texts) + str(statement.number)
        else:
            state = "Not known" if chosen == "not-known" else "Not yet answered"
            row += f"{state}. Ask {factor.ask}. Asked on Reply–"
        assert without_spaces(row) in paper
    for words in (
        f"Total {COMPLETE_TOTAL} ({COMPLETE_RANGE})",
        "10 of 11 risk factors answered (9 scored, 1 not known), 1 not answered",
        "NOT YET AGREED",
        "D. Basis of CSE Concerns: Incident or suspected incident of sexual exploitation",
        "F. Actual/Suspected Method of Coercion: Drugs or Alcohol; Gifts (e.g. phone top ups); "
        "Other (please state): Debt",
        "15 on the date completed",
        *(each.number for each in contacts.load().urgent),
    ):
        assert without_spaces(words) in paper
    for number, text in enumerate(pages, 1):
        assert text.count("OFFICIAL-SENSITIVE") >= 2
        assert f"Page {number} of {len(pages)}" in text
        assert "S.E.F." in text
        assert "Completed 22 November 2026" in text


def test_signs_of_harm_are_printed_above_every_number_without_calling_risk_low(page: Page) -> None:
    form = AssessmentPage(page).open()
    ones = {factor.id: 1 for factor in INSTRUMENT.factors}
    form.fill({**ones, "basis-of-concerns": {"ticked": ["disclosure"]}})
    expect(page.get_by_role("link", name="Signs of harm: act now")).to_be_visible()
    expect(form.check()).to_be_visible()
    paper = " ".join(printed(page))
    order = [
        paper.index(words)
        for words in (
            "These answers are signs of harm",
            "NOT YET AGREED",
            "Experiencing current exploitation",
            "Who to call now",
            "Total 10 from 10 of 11 factors",
            "11 of 11 risk factors answered (10 scored, 1 not known)",
        )
    ]
    assert order == sorted(order)
    assert "Category 1" not in paper
    assert "low risk" not in paper.lower()
    assert "A child may be exploited even if every number is low" in paper


def test_a_blank_form_prints_as_blank_and_unmarked(page: Page) -> None:
    form = AssessmentPage(page).open()
    expect(form.check()).to_contain_text("No total: none of the 11 factors is scored")
    paper = " ".join(printed(page))
    assert "OFFICIAL-SENSITIVE" not in paper
    assert "NOT YET AGREED" in paper
    assert "0 of 11 risk factors answered (0 scored, 0 not known), 11 not answered" in paper
    assert "between 11 and 55 if every factor had a number" in paper


def test_five_thousand_unusual_characters_in_every_field_are_printed_in_full(page: Page) -> None:
    form = AssessmentPage(page, ScriptFormFiller()).open()
    everything = five_thousand_in_every_field()
    form.fill(everything)
    shown = form.check()
    expect(shown).to_contain_text("15 on the date completed")
    # In the page, every character is compared. A PDF reorders right-to-left text, so there the test only counts the
    # ends of the texts and the pages.
    report_text = without_spaces(shown.text_content() or "")
    for field in INSTRUMENT.fields:
        if field.kind in (FieldKind.TEXT, FieldKind.MULTILINE, FieldKind.POSTCODE):
            assert without_spaces(everything[field.id]) in report_text
    assert shown.locator("script").count() == 0
    pages = printed(page)
    typed = sum(isinstance(value, str) and len(value) == 5000 for value in everything.values())
    typed += sum("other" in value for value in everything.values() if isinstance(value, dict))
    assert " ".join(pages).count("THE END 12") >= typed
    assert len(pages) > typed / 2
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_the_command_line_and_the_browser_render_the_same_bytes(
    page: Page, site: Path, tmp_path: Path
) -> None:
    blank = open_blank(page)
    for number, answers in enumerate(({}, COMPLETE, {"client-name": five_thousand()})):
        file = tmp_path / f"answers-{number}.json"
        file.write_text(json.dumps(envelope(answers)), encoding="utf-8")
        command = subprocess.run(
            [sys.executable, "-m", "scoring", "report", str(file)],
            cwd=paths.ROOT,
            capture_output=True,
            check=True,
        )
        in_browser = ask(blank, site, ("report", answers))["result"]["html"]
        assert in_browser.startswith("<article")
        assert command.stdout.count(in_browser.encode()) == 1
        around = command.stdout.replace(in_browser.encode(), b"")
        assert b"<body>\n\n</body>" in around


def test_report_in_the_page_has_the_text_of_the_command_line_report(page: Page) -> None:
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill(COMPLETE)
    shown = form.check()
    expect(shown).to_contain_text(COMPLETE_TOTAL)
    parsed = assessment.parse(INSTRUMENT, envelope(COMPLETE))
    article = renderer.article(INSTRUMENT, contacts.load(), findings.find(INSTRUMENT, parsed))
    # Some answers are copied into the analysis: in the page by its script, here by Python. The text must be the same.
    paper = page.context.new_page()
    paper.set_content(article)
    expected = paper.locator("article").text_content() or ""
    assert flat(shown.text_content() or "") == flat(expected)


def test_printed_report_has_nothing_below_it_that_adds_an_empty_page(page: Page) -> None:
    form = AssessmentPage(page, ScriptFormFiller()).open()
    form.fill({"gender": "Female"})
    expect(page.locator("#report[data-current]")).to_be_attached()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    below: float = page.evaluate(
        """() => {
          const bottom = (each) => each.getBoundingClientRect().bottom;
          return bottom(document.body) - bottom(document.querySelector(".report-notes"));
        }"""
    )
    assert below == 0
