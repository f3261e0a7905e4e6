"""Tests of reading the case record: entries are read exactly, kept if only a part is invalid, and never scored."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from instrument_samples import INSTRUMENT, assessed, envelope, parsed, scored
from strategies import answers

from scoring.answers.envelope.saved_file import Opened, open_text
from scoring.answers.reading import entries
from scoring.errors import AnswersError, Problem
from scoring.report import margins
from scoring.rules.findings import find

Json = dict[str, Any]
EVENT = {"when": "12 March 2026", "event": "Came home with a new phone.", "source": "Mother"}
FACT = {"about": "factor-1", "known": "Missing for 2 nights.", "basis": "Fact"}
LISTS = {each.id: each for each in INSTRUMENT.record.lists}


def opened(raw_answers: object) -> Opened:
    return open_text(INSTRUMENT, json.dumps(envelope(raw_answers)))


def test_entries_are_read_as_they_were_given() -> None:
    parsed_answers = parsed({"chronology": [EVENT], "evidence": [FACT]})
    assert parsed_answers.entries == {"chronology": (EVENT,), "evidence": (FACT,)}
    assert parsed_answers.entries_of("chronology") == (EVENT,)
    assert parsed_answers.entries_of("suspects") == ()


def test_blank_entries_are_left_out() -> None:
    blank = [{}, {"when": "", "event": " \u200b"}, {"source": None}]
    assert parsed({"chronology": [*blank, EVENT]}).entries == {"chronology": (EVENT,)}
    assert parsed({"chronology": blank, "evidence": [{"about": "factor-1"}]}).entries == {}


@pytest.mark.parametrize(
    ("item", "entries", "problem"),
    [
        ("chronology", {}, Problem("type", "", "must be a list")),
        ("chronology", ["x"], Problem("type", "[0]", "must be an object")),
        ("chronology", [EVENT, {"when": 7}], Problem("type", "[1].when", "must be text")),
        (
            "chronology",
            [EVENT] * 301,
            Problem(
                "too-many",
                "",
                "must have 300 entries or fewer. Attach the others to the referral as a document",
            ),
        ),
        (
            "chronology",
            [{"about": "factor-1"}],
            Problem("unknown", "[0].about", "is not a field of this list"),
        ),
        ("chronology", [{"x": "y"}], Problem("unknown", "[0].x", "is not a field of this list")),
        (
            "evidence",
            [{**FACT, "about": "factor-12"}],
            Problem("not-offered", "[0].about", "must be a factor or a box of this instrument"),
        ),
        ("evidence", [{**FACT, "about": 1}], Problem("type", "[0].about", "must be text")),
        (
            "evidence",
            [{**FACT, "basis": "Rumour"}],
            Problem("not-offered", "[0].basis", "must be one of the answers offered"),
        ),
    ],
)
def test_invalid_entry_is_refused_with_its_place_and_a_message(
    item: str, entries: object, problem: Problem
) -> None:
    with pytest.raises(AnswersError) as caught:
        parsed({item: entries})
    assert caught.value.problem == replace(problem, path=f"answers.{item}{problem.path}")


def test_too_long_text_of_an_entry_is_refused_with_its_place() -> None:
    with pytest.raises(AnswersError, match="must be 50,000 characters or fewer") as caught:
        parsed({"chronology": [EVENT, {"event": "x" * 50_001}]})
    assert (caught.value.problem.code, caught.value.problem.path) == (
        "too-long",
        "answers.chronology[1].event",
    )


@pytest.mark.parametrize(
    ("raw_answers", "expected", "notices"),
    [
        ({"chronology": "x"}, {}, [("type", "answers.chronology")]),
        ({"chronology": ["x", EVENT]}, [EVENT], [("entry", "answers.chronology[0]")]),
        (
            {"chronology": [{**EVENT, "when": 7, "x": 1}]},
            [{"event": EVENT["event"], "source": "Mother"}],
            [("unknown", "answers.chronology[0].x"), ("type", "answers.chronology[0].when")],
        ),
        (
            {"chronology": [EVENT] * 301},
            [EVENT] * 300,
            [("too-many-entries", "answers.chronology")],
        ),
        (
            {"chronology": [{"event": "a\u202eb"}]},
            [{"event": "ab"}],
            [("hidden-characters", "answers.chronology[0].event")],
        ),
        (
            {"evidence": [{**FACT, "basis": "Rumour"}]},
            [{"about": "factor-1", "known": FACT["known"]}],
            [("not-offered", "answers.evidence[0].basis")],
        ),
        (
            {"evidence": [{**FACT, "about": "factor-12"}]},
            [{"known": FACT["known"], "basis": "Fact"}],
            [("subject", "answers.evidence[0]")],
        ),
        (
            {"evidence": [{**FACT, "about": [{}]}]},
            [{"known": FACT["known"], "basis": "Fact"}],
            [("subject", "answers.evidence[0]")],
        ),
        ({"evidence": [{"about": "factor-12"}, {}]}, {}, []),
    ],
)
def test_file_keeps_valid_entries_and_gives_notices_of_the_rest(
    raw_answers: Json, expected: object, notices: list[tuple[str, str]]
) -> None:
    reopened = opened(raw_answers)
    key = next(iter(raw_answers))
    assert reopened.envelope["answers"] == ({key: expected} if expected else {})
    assert [(each.code, each.path) for each in reopened.notices] == notices


def test_a_file_of_version_1_opens_as_one_without_a_case_record() -> None:
    data = {**envelope({"gender": "x"}), "version": 1}
    reopened = open_text(INSTRUMENT, json.dumps(data))
    assert reopened == Opened(envelope({"gender": "x"}), ())
    assert assessed({"gender": "x"}, version=1) == assessed({"gender": "x"})


@given(answers)
def test_entries_of_the_case_record_are_not_scored(given: Json) -> None:
    without = {key: value for key, value in given.items() if key not in LISTS}
    now, before = scored(given), scored(without)
    assert (now.factors, now.total, now.signs_of_harm) == (
        before.factors,
        before.total,
        before.signs_of_harm,
    )
    assert (now.matched, now.level, now.risk_factor_present) == (
        before.matched,
        before.level,
        before.risk_factor_present,
    )


def test_entries_that_may_describe_harm_are_listed_as_written() -> None:
    texts = [each.text for each in scored({"chronology": [EVENT], "evidence": [FACT] * 2}).written]
    assert texts == [
        "Additional information for the case record, Evidence: 2 entries",
        "Additional information for the case record, Chronology: 1 entry",
    ]
    assert scored({"sharing": [{"with": "x"}]}).written == ()


def test_entries_are_in_the_order_of_their_dates() -> None:
    rows = [{"when": each, "event": "x"} for each in ("soon", "May 2026", "3 March 2026", "")]
    ordered = entries.in_order(
        LISTS["chronology"], parsed({"chronology": rows}).entries["chronology"]
    )
    assert [each.get("when", "") for each in ordered] == ["3 March 2026", "May 2026", "soon", ""]
    people = ({"name": "b"}, {"name": "a"})
    assert entries.in_order(LISTS["suspects"], people) == people


def test_unreadable_and_future_entry_dates_give_warnings() -> None:
    raw_answers = {"chronology": [EVENT, {"when": "soon"}, {"when": "May 2027"}]}
    found = find(INSTRUMENT, assessed(raw_answers), date(2026, 12, 1)).warnings
    assert [(each.code, each.path) for each in found] == [
        ("event-date", "answers.chronology[1].when"),
        ("future", "answers.chronology[2].when"),
    ]
    assert found[1] == Problem(
        "future",
        "answers.chronology[2].when",
        "Chronology, entry 2: the date is after today’s date (1 December 2026). Check it.",
    )
    assert [each.code for each in find(INSTRUMENT, assessed(raw_answers)).warnings] == [
        "event-date"
    ]


def test_warning_numbers_an_entry_in_the_order_of_dates_beside_what_it_is_about() -> None:
    chronology = [{"when": "31 Feb 2026"}, {"when": "May 2026"}, {"when": "March 2026"}]
    evidence = [
        {"known": "x", "about": "factor-1"},
        {"known": "y", "about": "factor-3", "when": "soon"},
        {"known": "z", "when": "once"},
    ]
    found = find(INSTRUMENT, assessed({"chronology": chronology, "evidence": evidence})).warnings
    assert sorted(each.message.partition(": the date does not")[0] for each in found) == [
        "Chronology, entry 3",
        "Evidence about 3. Drug use, entry 1",
        "Evidence, entry 1",
    ]


@pytest.mark.parametrize(
    ("when", "is_ahead"),
    [
        ("1 December 2026", False),
        ("2 December 2026", True),
        ("December 2026", False),
        ("January 2027", True),
        ("30 November to 5 December 2026", False),
        ("2 to 5 December 2026", True),
    ],
)
def test_entry_date_is_in_the_future_only_if_every_day_that_it_can_be_is(
    when: str, is_ahead: bool
) -> None:
    of_file = assessed({"chronology": [{"when": when, "event": "A call"}]})
    found = find(INSTRUMENT, of_file, date(2026, 12, 1)).warnings
    assert [each.code for each in found] == ["future"] * is_ahead


@pytest.mark.parametrize(("length", "is_read"), [(80, True), (81, False)])
def test_entry_date_is_read_if_it_has_at_most_80_characters(length: int, is_read: bool) -> None:
    rows = [{"event": "x"}, {"when": "12 March 2026".rjust(length), "event": "y"}]
    of_file = assessed({"chronology": rows})
    warnings = [each.code for each in find(INSTRUMENT, of_file).warnings]
    assert warnings == ([] if is_read else ["event-date"])
    order = entries.order(LISTS["chronology"], of_file.answers.entries["chronology"])
    assert order == ([1, 0] if is_read else [0, 1])


def test_subject_of_an_entry_that_the_form_does_not_have_is_refused() -> None:
    with pytest.raises(AnswersError) as caught:
        parsed({"evidence": [FACT, {**FACT, "about": "factor-12"}]})
    assert caught.value.problem == Problem(
        "not-offered",
        "answers.evidence[1].about",
        "must be a factor or a box of this instrument",
    )


def test_entry_of_the_case_record_sets_the_marking() -> None:
    assert margins.marking(INSTRUMENT, assessed({"chronology": [EVENT]})) == "OFFICIAL-SENSITIVE"
    assert margins.marking(INSTRUMENT, assessed({"chronology": [{}]})) == ""
