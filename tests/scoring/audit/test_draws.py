"""Tests of the seed of an audit return: the content of a file and the period change the rounding of its numbers."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from instrument_samples import INSTRUMENT, envelope

from scoring.audit import audit_return
from scoring.audit.period import Period
from scoring.audit.records import Record, record

UNANSWERED = record(INSTRUMENT, json.dumps(envelope({"date-completed": "2026-05-12"})))
ANSWERED = record(
    INSTRUMENT,
    json.dumps(
        envelope(
            {
                "date-completed": "2026-05-12",
                "factor-1": 3,
                "factor-2": 3,
                "basis-of-concerns": {"ticked": ["disclosure", "going-missing"]},
            }
        )
    ),
)
BASIS = "D. Basis of CSE Concerns"
YEAR, QUARTER = Period(2026, 0), Period(2026, 1)


def files(last: int) -> list[Record]:
    """Return the records of 42 files. Only the content of the last one depends on `last`."""
    contents = [f"{number:032x}" for number in (*range(41), 1000 + last)]
    originals = [ANSWERED] * 21 + [UNANSWERED] * 21
    return [
        replace(each, identity=content, content=content)
        for each, content in zip(originals, contents, strict=True)
    ]


def published(records: Sequence[Record], period: Period) -> dict[tuple[str, str], str]:
    """Return the published number of each answer to each question."""
    counts = audit_return.audit(INSTRUMENT, records, period=period).counts
    table = csv.reader(io.StringIO(counts))
    return {(question, answer): number for question, answer, number in table}


def total(records: Sequence[Record], period: Period) -> str:
    return published(records, period)["All", ""]


def test_content_of_one_file_changes_the_draws_of_a_return() -> None:
    assert {total(files(last), YEAR) for last in range(30)} == {"40", "45"}


def test_year_and_quarter_with_the_same_files_have_different_draws() -> None:
    pairs = {(total(files(last), YEAR), total(files(last), QUARTER)) for last in range(30)}
    assert {("40", "45"), ("45", "40")} <= pairs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("1. Missing Episodes", "3"), ("2. Education", "3")),
        ((BASIS, "Disclosure of exploitation"), (BASIS, "Going missing")),
    ],
)
def test_equal_counts_of_two_answers_have_different_draws(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    counts = [published(files(last), YEAR) for last in range(30)]
    assert {("20", "25"), ("25", "20")} <= {(each[one], each[other]) for each in counts}
