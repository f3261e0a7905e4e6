"""Tests of the summary lines of a saved file: initials, dates, and how many factors are answered."""

import pytest
from instrument_samples import INSTRUMENT, assessed

from scoring.report import file_summary

BORN = {"day": "8", "month": "June", "year": "2011"}


def lines(answers: object, **rest: object) -> tuple[str, ...]:
    return file_summary.lines(INSTRUMENT, assessed(answers, **rest))


def test_file_summary_shows_initials_dates_and_number_of_answers() -> None:
    answers = {
        "client-name": "Sam Example",
        "date-of-birth": BORN,
        "date-completed": {"day": "3", "month": "11", "year": "2026"},
        "factor-1": 3,
        "factor-2": "not-known",
    }
    assert lines(answers) == (
        "Initials: S.E.",
        "Date of birth: 8 June 2011",
        "Date completed: 3 November 2026",
        "Risk factors answered or marked “Not known”: 2 of 11",
    )


def test_file_summary_names_missing_details() -> None:
    assert lines({}) == (
        "Initials: no name entered",
        "Date of birth: not entered",
        "Date completed: not entered",
        "Risk factors answered or marked “Not known”: 0 of 11",
    )


def test_file_summary_does_not_show_the_full_name() -> None:
    assert "Example" not in " ".join(lines({"client-name": "Sam Example"}))


@pytest.mark.parametrize(
    ("rest", "first"),
    [
        ({"practice": True}, "Practice case: not a real child"),
        ({"earlier": [{"instrument": INSTRUMENT.version, "answers": {}}]}, "Reassessment"),
    ],
)
def test_file_summary_begins_by_naming_practice_cases_and_reassessments(
    rest: dict[str, object], first: str
) -> None:
    assert lines({}, **rest)[0] == first
