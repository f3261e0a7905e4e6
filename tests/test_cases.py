"""Runs the tables of cases in cases/*.toml; completeness.toml describes their format."""

import tomllib
from dataclasses import dataclass
from typing import Any

import pytest
from sample import INSTRUMENT, TESTS, parsed

from scoring import checks, wording
from scoring.score import score


@dataclass(frozen=True)
class Case:
    """One row: what was answered, and what must come out."""

    file: str
    name: str
    answers: dict[str, Any]
    expected: dict[str, Any]


CASES = [
    Case(file.stem, **table)
    for file in sorted((TESTS / "cases").glob("*.toml"))
    for table in tomllib.loads(file.read_text("utf-8"))["case"]
]


def outcome(answers: dict[str, Any]) -> dict[str, Any]:
    """Everything that a case may speak of."""
    checked = parsed(answers)
    result = score(INSTRUMENT, checked)
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
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.name}")
def test_a_case_comes_out_as_worked_out_by_hand(case: Case) -> None:
    actual = outcome(case.answers)
    assert {key: actual[key] for key in case.expected} == case.expected


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
