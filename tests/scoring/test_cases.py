"""Runs the tables of cases in cases/*.toml; completeness.toml describes their format."""

import tomllib
from dataclasses import dataclass, field
from typing import Any

import pytest
from sample import INSTRUMENT, TESTS, parsed

from scoring import change_words, checks, wording
from scoring.answers import Answers
from scoring.compare import Change, compare
from scoring.result import Result
from scoring.score import score


@dataclass(frozen=True)
class Case:
    """One row: what was answered, and what must come out."""

    file: str
    name: str
    answers: dict[str, Any]
    expected: dict[str, Any]
    earlier: list[dict[str, Any]] = field(default_factory=list)


CASES = [
    Case(file.stem, **table)
    for file in sorted((TESTS / "cases").glob("*.toml"))
    for table in tomllib.loads(file.read_text("utf-8"))["case"]
]


def outcome(answers: dict[str, Any], earlier: list[dict[str, Any]]) -> dict[str, Any]:
    """Everything that a case may speak of."""
    checked = parsed(answers)
    before = tuple(parsed(each) for each in earlier)
    result = score(INSTRUMENT, checked, before)
    gaps = wording.level_gaps(result.level)
    return {
        "total": "none yet" if result.total.sum is None else result.total.sum,
        "answered": result.total.answered,
        "not_known": result.profile.not_known,
        "not_reached": result.profile.not_reached,
        "lowest": result.total.lowest,
        "highest": result.total.highest,
        "signs_of_harm": [each.text for each in result.signs_of_harm],
        "matched": [match.quote for match in result.matched],
        "risk_factor_present": result.risk_factor_present,
        "level": wording.level_agreed(result.level),
        "level_gaps": list(gaps) if result.level.category else [],
        "age": "not worked out" if result.age is None else result.age,
        "problems": [problem.path for problem in checks.problems(INSTRUMENT, checked)],
        **(over_time(before[-1], result) if before else {}),
    }


def over_time(before: Answers, result: Result) -> dict[str, Any]:
    """What a case may say about an assessment and the last one before it."""
    then, on = score(INSTRUMENT, before), change_words.day(INSTRUMENT, before)
    comparison = compare(then, result)
    return {
        "summary": change_words.summary(comparison, on),
        "lost": list(change_words.lost(comparison)),
        "changes": {
            each.after.id: str(each.change)
            for each in comparison.factors
            if each.change is not Change.UNKNOWN
        },
        "beside": {each.id: change_words.beside(on, each) for each in then.factors},
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.name}")
def test_a_case_comes_out_as_worked_out_by_hand(case: Case) -> None:
    actual = outcome(case.answers, case.earlier)
    spoken_of = {key: actual[key] for key in case.expected}
    if "beside" in case.expected:
        spoken_of["beside"] = {key: actual["beside"][key] for key in case.expected["beside"]}
    assert spoken_of == case.expected


def test_every_case_has_a_name_of_its_own_and_expects_something() -> None:
    names = [case.name for case in CASES]
    assert sorted(set(names)) == sorted(names)
    assert [case.name for case in CASES if not case.expected] == []


def test_every_quote_of_the_guidance_is_met_in_one_case_and_missed_in_another() -> None:
    quotes = {
        description.quote
        for category in INSTRUMENT.risk_category.categories
        for description in category.descriptions
    }
    spoken_of = [set(case.expected["matched"]) for case in CASES if "matched" in case.expected]
    assert set[str]().union(*spoken_of) == quotes
    assert {quote for quote in quotes if all(quote in matched for matched in spoken_of)} == set()
