"""Tests of which files belong to one assessment: by its identifier, or by the content of a file without one."""

import json
from typing import Any

import pytest
from instrument_samples import INSTRUMENT, envelope

from scoring.audit import records
from scoring.audit.records import Record, record

ONE, TWO = "1" * 32, "2" * 32


def record_of(gender: str, **rest: Any) -> Record:
    return record(INSTRUMENT, json.dumps({**envelope({"gender": gender}), **rest}))


def test_files_with_one_identifier_are_one_assessment_and_others_are_not() -> None:
    older = record_of("Female", assessment_id=ONE, saved="2026-05-01T09:00")
    newer = record_of("Male", assessment_id=ONE, saved="2026-05-02T09:00")
    other = record_of("Male", assessment_id=TWO, saved="2026-05-01T09:00")
    assert older.identity == newer.identity != other.identity
    counted, duplicates = records.unique([older, newer, other])
    assert counted == (newer, other)
    assert [(each.index, each.counted) for each in duplicates] == [(0, 1)]


@pytest.mark.parametrize("rest", [{}, {"assessment_id": ""}, {"assessment_id": " "}])
def test_file_without_an_identifier_is_its_own_assessment(rest: dict[str, str]) -> None:
    one, other = record_of("Female", **rest), record_of("Male", **rest)
    assert records.unique([one, other]) == ((one, other), ())
    assert one.identity == one.content != other.content


def test_time_of_saving_and_byte_order_mark_are_not_part_of_the_content() -> None:
    text = json.dumps(envelope({"gender": "Female"}))
    one = record(INSTRUMENT, text)
    assert record(INSTRUMENT, f"\ufeff{text}") == one
    saved = record_of("Female", saved="2026-05-01T09:00")
    assert (saved.content, saved.saved) == (one.content, "2026-05-01T09:00")
    assert one.saved == ""


def test_order_of_keys_in_a_file_does_not_change_its_content() -> None:
    data = {**envelope({"gender": "Female"}), "assessment_id": ONE}
    other_order = dict(reversed(data.items()))
    assert record(INSTRUMENT, json.dumps(data)) == record(INSTRUMENT, json.dumps(other_order))


def test_file_with_an_unreadable_time_of_saving_is_older_than_any_other() -> None:
    unreadable = record_of("Female", assessment_id=ONE, saved="yesterday")
    readable = record_of("Male", assessment_id=ONE, saved="2026-05-01T09:00")
    assert unreadable.saved == ""
    assert records.unique([readable, unreadable])[0] == (readable,)
