"""Tests of the report's two columns: in order, of similar height, and one column if two would exceed a page."""

from functools import partial
from typing import Any

import pytest
from instrument_samples import INSTRUMENT, assessed

from scoring.definition.model import Field
from scoring.report import columns
from scoring.report.case_record import case_record

Json = dict[str, Any]


def typed(text: str, _field: Field) -> str:
    return text


def tick_columns(raw_answers: Json) -> list[list[str]]:
    answers = assessed(raw_answers).answers
    found = columns.of_tick_lists(INSTRUMENT, answers, case_record(INSTRUMENT, answers))
    return [[each.letter for each in column] for column in found]


def with_evidence(tick_list: str, option: str, number: int, words: str) -> Json:
    entry = {"about": f"{tick_list}.{option}", "known": words}
    return {tick_list: {"ticked": [option]}, "evidence": [entry] * number}


def test_the_groups_of_part_a_are_in_order_and_none_is_lost() -> None:
    for long in ("", "A long address. " * 40):
        both = columns.of_groups(INSTRUMENT, partial(typed, long))
        assert [group for column in both for group in column] == list(INSTRUMENT.groups)
    short = columns.of_groups(INSTRUMENT, partial(typed, ""))
    assert [len(column) for column in short] == [2, 1]
    too_long = columns.of_groups(INSTRUMENT, partial(typed, "A long address. " * 40))
    assert [len(column) for column in too_long] == [3]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([5, 5], ["a", "b"]),
        ([9, 2, 3], ["a", "bc"]),
        ([2, 3, 9], ["ab", "c"]),
        ([56, 56], ["a", "b"]),
        ([57, 1], ["ab"]),
    ],
)
def test_items_are_divided_where_the_columns_are_most_alike(
    lines: list[int], expected: list[str]
) -> None:
    found = columns.divided("abc"[: len(lines)], lines)
    assert ["".join(column) for column in found] == expected


@pytest.mark.parametrize(
    ("raw_answers", "expected"),
    [
        ({}, ["BC", "DEF"]),
        (with_evidence("basis-of-concerns", "incident", 3, "Seen in a car."), ["BC", "DEF"]),
        (with_evidence("method-of-coercion", "gifts", 5, "A phone."), ["BCDE", "F"]),
        (with_evidence("basis-of-concerns", "incident", 30, "Seen in a car."), ["BCDEF"]),
    ],
)
def test_the_tick_lists_are_in_columns_of_about_the_same_height(
    raw_answers: Json, expected: list[str]
) -> None:
    assert ["".join(column) for column in tick_columns(raw_answers)] == expected
