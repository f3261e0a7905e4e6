"""Runs the test cases of the scoring rules in cases/*.toml; completeness.toml describes their format."""

from datetime import date
from typing import Any

import pytest
from html_page import Page
from instrument_samples import CONTACTS, INSTRUMENT, assessed, parsed
from rule_cases import CASES, Case

from scoring.answers.envelope.assessment import Assessment
from scoring.answers.model import Answers
from scoring.report import renderer
from scoring.report.wording import comparison_wording, level_wording
from scoring.rules.comparison import Change, compare
from scoring.rules.findings import find, to_check
from scoring.rules.result import Result
from scoring.rules.score import score

TODAY = date(2026, 11, 29)
# The expectations of a case that are about the printed report and not about the result.
REPORT = {"report_says", "report_never_says"}


def outcome(answers: dict[str, Any], earlier: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the actual value of everything that a case may expect."""
    checked = parsed(answers)
    before = tuple(parsed(each) for each in earlier)
    findings = find(INSTRUMENT, Assessment(checked, before), TODAY)
    result = findings.result
    gaps = level_wording.level_gaps(result.level)
    return {
        "total": "none yet" if result.total.sum is None else result.total.sum,
        "answered": result.total.answered,
        "not_known": result.profile.not_known,
        "not_reached": result.profile.not_reached,
        "lowest": result.total.lowest,
        "highest": result.total.highest,
        "signs_of_harm": [each.text for each in result.signs_of_harm],
        "matched": [match.quote for match in result.matched],
        "doubts": [match.doubt for match in result.matched],
        "written": [each.text for each in result.written],
        "advisory": result.advisory != "",
        "risk_factor_present": result.risk_factor_present,
        "level": level_wording.level_agreed(result.level),
        "level_gaps": list(gaps) if result.level.category else [],
        "age": "not worked out" if result.age is None else result.age,
        "problems": [problem.path for problem in findings.problems],
        "prompts": [each.code for each in to_check(INSTRUMENT, findings)],
        **(over_time(before[-1], result) if before else {}),
    }


def over_time(before: Answers, result: Result) -> dict[str, Any]:
    """Return the actual values of the comparison with the previous assessment."""
    then, on = score(INSTRUMENT, before), comparison_wording.day(INSTRUMENT, before)
    comparison = compare(then, result)
    return {
        "summary": comparison_wording.summary(comparison, on),
        "lost": list(comparison_wording.lost(comparison)),
        "changes": {
            each.after.id: str(each.change)
            for each in comparison.factors
            if each.change is not Change.UNKNOWN
        },
        "beside": {each.id: comparison_wording.beside(on, each) for each in then.factors},
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.name}")
def test_rule_case_gives_the_result_worked_out_by_hand(case: Case) -> None:
    actual = outcome(case.answers, case.earlier)
    expected = {key: value for key, value in case.expected.items() if key not in REPORT}
    spoken_of = {key: actual[key] for key in expected}
    if "beside" in case.expected:
        spoken_of["beside"] = {key: actual["beside"][key] for key in case.expected["beside"]}
    assert spoken_of == expected


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if set(case.expected) & REPORT],
    ids=lambda case: f"{case.file}: {case.name}",
)
def test_report_of_a_rule_case_has_required_and_no_forbidden_words(case: Case) -> None:
    assessment = assessed(case.answers)
    text = Page(renderer.document(INSTRUMENT, CONTACTS, assessment, TODAY)).text
    says = case.expected.get("report_says", [])
    assert [words for words in says if words not in text] == []
    assert [words for words in case.expected.get("report_never_says", []) if words in text] == []


def test_every_rule_case_has_a_unique_name_and_an_expectation() -> None:
    names = [case.name for case in CASES]
    assert sorted(set(names)) == sorted(names)
    assert [case.name for case in CASES if not case.expected] == []


def test_every_guidance_quote_matches_in_one_rule_case_and_not_in_another() -> None:
    quotes = {
        description.quote
        for category in INSTRUMENT.risk_category.categories
        for description in category.descriptions
    }
    spoken_of = [set(case.expected["matched"]) for case in CASES if "matched" in case.expected]
    assert set[str]().union(*spoken_of) == quotes
    assert {quote for quote in quotes if all(quote in matched for matched in spoken_of)} == set()
