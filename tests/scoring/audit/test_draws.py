"""Tests of the seed of an audit return: every file and the period change the rounding of its numbers."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace

from instrument_samples import INSTRUMENT, envelope

from scoring.audit import audit_return
from scoring.audit.period import Period
from scoring.audit.records import Record, record

IN_MAY = record(INSTRUMENT, json.dumps(envelope({"date-completed": "2026-05-12"})))
YEAR, QUARTER = Period(2026, 0), Period(2026, 1)


def files(last: int) -> list[Record]:
    """Return the records of 42 files. Only the content of the last one depends on `last`."""
    contents = [f"{number:032x}" for number in (*range(41), 1000 + last)]
    return [replace(IN_MAY, identity=each, content=each) for each in contents]


def total(records: Sequence[Record], period: Period) -> str:
    counts = audit_return.audit(INSTRUMENT, records, period=period).counts
    [published] = [cells[2] for cells in csv.reader(io.StringIO(counts)) if cells[0] == "All"]
    return published


def test_content_of_each_file_changes_the_draws_of_a_return() -> None:
    assert {total(files(last), YEAR) for last in range(30)} == {"40", "45"}


def test_year_and_quarter_with_the_same_files_have_different_draws() -> None:
    pairs = {(total(files(last), YEAR), total(files(last), QUARTER)) for last in range(30)}
    assert {("40", "45"), ("45", "40")} <= pairs
