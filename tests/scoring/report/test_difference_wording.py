"""Tests of the wording of differences between two files, for the screen and the command line."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis_profiles import settings_for
from instrument_samples import INSTRUMENT, assessed
from strategies import answers as any_answers

from scoring.answers.merging.differences import differences
from scoring.report.wording import difference_wording

Json = dict[str, Any]
SAME = {"assessment_id": "1" * 32}
PAST = [
    {"instrument": INSTRUMENT.version, "answers": {"date-completed": "2026-01-01"}},
    {"instrument": INSTRUMENT.version, "answers": {}},
]


@pytest.mark.parametrize(
    ("item", "answer", "label", "lines"),
    [
        ("client-name", "Sam Example", "Client’s Name", ["Sam Example"]),
        ("client-address", "1 Example Road\nHayes", "Client: Address", ["1 Example Road\nHayes"]),
        ("date-of-birth", "2011-03-27", "Date of Birth", ["27 March 2011"]),
        ("date-of-birth", {"month": "3", "year": "2011"}, "Date of Birth", ["March 2011"]),
        ("client-ethnicity", "01", "Ethnicity (see adjacent table for codes)", ["01 African"]),
        ("has-social-worker", "Yes", "Does the client have a social worker?", ["Yes"]),
        ("factor-3", 2, "3. Drug use", ["2 Some concern about use of drugs."]),
        ("factor-3", "not-known", "3. Drug use", ["Not known"]),
        (
            "basis-of-concerns",
            {"ticked": ["going-missing", "disclosure"], "other": "A call"},
            "D. Basis of CSE Concerns",
            ["Disclosure of exploitation", "Going missing", "Other (please state): A call"],
        ),
        (
            "education-status",
            {"ticked": ["other"]},
            "C. Education/Training/Employment Status",
            ["Other (please state)"],
        ),
        (
            "risk-category",
            2,
            "Risk Category",
            ["Risk Category: 2 (medium)"],
        ),
        ("level-reason", "Seen", "Risk Category", ["Reason for the level agreed: Seen"]),
        (
            "chronology",
            [{"when": "March 2026", "event": "A call"}, {"event": "x"}],
            "Chronology",
            ["Date: March 2026\nEvent: A call", "Event: x"],
        ),
        (
            "evidence",
            [{"about": "factor-3", "known": "x", "basis": "Fact"}],
            "Evidence",
            ["About: 3. Drug use\nWhat is known: x\nFact, opinion or hearsay: Fact"],
        ),
        ("child-words", "“Help”", "What the child said, in their own words", ["“Help”"]),
    ],
)  # fmt: skip
def test_each_kind_of_difference_has_a_label_and_text(
    item: str, answer: object, label: str, lines: list[str]
) -> None:
    full, blank = assessed({item: answer}, **SAME), assessed({}, **SAME)
    [difference] = differences(INSTRUMENT, full, blank)
    assert difference_wording.label(INSTRUMENT, difference) == label
    assert difference_wording.side(INSTRUMENT, full, difference) == lines
    assert difference_wording.side(INSTRUMENT, blank, difference) == []


def test_unconfirmed_ticks_are_marked_in_a_difference() -> None:
    key = "basis-of-concerns"
    ticks = {key: {"ticked": ["disclosure", "going-missing"]}}
    full, blank = assessed(ticks, to_confirm={key: ["disclosure"]}, **SAME), assessed(ticks, **SAME)
    [difference] = differences(INSTRUMENT, full, blank)
    assert difference_wording.side(INSTRUMENT, full, difference) == [
        "Disclosure of exploitation (carried over from the earlier assessment, not confirmed)",
        "Going missing",
    ]


def test_differences_of_history_and_hand_total_have_a_label_and_text() -> None:
    here, there = (
        assessed({}, by_hand="27", earlier=PAST, **SAME),
        assessed({}, earlier=PAST[1:], **SAME),
    )
    by_hand, earlier = differences(INSTRUMENT, here, there)
    assert difference_wording.label(INSTRUMENT, by_hand) == "Total entered by hand"
    assert difference_wording.side(INSTRUMENT, here, by_hand) == ["27"]
    assert difference_wording.side(INSTRUMENT, there, by_hand) == []
    assert difference_wording.label(INSTRUMENT, earlier) == "Earlier assessments of this child"
    assert difference_wording.side(INSTRUMENT, here, earlier) == [
        "Assessment of 1 January 2026",
        "Assessment without a date",
    ]
    notes = difference_wording.notes(INSTRUMENT, here, there, (by_hand, earlier))
    assert notes == [difference_wording.TWO_HISTORIES]


def test_note_says_that_the_longer_history_is_kept() -> None:
    here, there = assessed({}, earlier=PAST[:1], **SAME), assessed({}, earlier=PAST, **SAME)
    assert difference_wording.notes(INSTRUMENT, here, there, ()) == [difference_wording.KEPT_LONGER]
    assert difference_wording.notes(INSTRUMENT, here, here, ()) == []


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"worker-name": "Sam Example", "date-completed": "2026-03-03"}, "Sam Example, 3 March 2026"),
        ({"worker-name": "Sam\nExample"}, "Sam Example"),
        ({"date-completed": {"year": "2026"}}, "2026"),
        ({}, ""),
    ],
)  # fmt: skip
def test_given_by_names_the_worker_and_the_completion_date(answers: Json, words: str) -> None:
    assert difference_wording.given_by(INSTRUMENT, assessed(answers)) == words


@settings_for(50)
@given(any_answers, any_answers)
def test_difference_has_text_only_for_sides_with_an_answer(one: Json, other: Json) -> None:
    here, there = assessed(one, **SAME), assessed(other, **SAME)
    for each in differences(INSTRUMENT, here, there):
        assert difference_wording.label(INSTRUMENT, each)
        has_text = [bool(difference_wording.side(INSTRUMENT, side, each)) for side in (here, there)]
        assert (
            has_text
            == {None: [True, True], "current": [True, False], "other": [False, True]}[
                each.suggested
            ]
        )
