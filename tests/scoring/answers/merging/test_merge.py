"""Tests of merging two files of one assessment: their differences, the result of each choice, and no loss of data."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis_profiles import settings_for
from instrument_samples import INSTRUMENT, envelope
from strategies import HARD
from strategies import answers as any_answers

from scoring import bridge, limits
from scoring.answers.envelope.assessment import parse
from scoring.answers.envelope.saved_file import open_text
from scoring.answers.merging.differences import Choice, Difference, differences, followers
from scoring.answers.merging.merge import merge
from scoring.answers.parsing.normalisation import visible
from scoring.errors import AnswersError, Problem

Json = dict[str, Any]
SAME = {"assessment_id": "0123456789abcdef" * 2}
DISCLOSURE = {"ticked": ["disclosure"], "other": ""}
MISSING = {"ticked": ["going-missing"], "other": ""}
CALL: Json = {"when": "3 March 2026", "event": "A call"}
VISIT: Json = {"when": "4 March 2026", "event": "A visit"}
BOB: Json = {"worker-name": "Bob Example", "date-completed": "2026-03-03"}


def file(answers: Json, **rest: object) -> Json:
    return {**envelope(answers), **SAME, **rest}


def differences_between(one: Json, other: Json) -> tuple[Difference, ...]:
    return differences(INSTRUMENT, parse(INSTRUMENT, one), parse(INSTRUMENT, other))


def merged(one: Json, other: Json, choice: str = "other", **choices: str) -> Json:
    """Return the merge with `choice` at every difference ("other" where "both" is not offered), except in `choices`."""
    chosen = {
        each.item: choice if choice != "both" or each.both else "other"
        for each in differences_between(one, other)
    }
    return merge(INSTRUMENT, one, other, {**chosen, **choices})


def past(*days: str) -> list[Json]:
    return [
        {"instrument": INSTRUMENT.version, "answers": {"date-completed": day, "factor-1": 2}}
        for day in days
    ]


# For each kind: the item, its answers in the two files, and the merged answer for "both" (None if not offered).
KINDS: dict[str, tuple[str, object, object, object]] = {
    "text": ("gender", "Female", "Male", None),
    "longer text": ("analysis-police", "One\nTwo", "One\nThree", None),
    "date": ("date-agreed", "2026-03-03", {"day": "4", "month": "3", "year": "2026"}, None),
    "postcode": ("client-postcode", "UB8 1UW", "UB8", None),
    "code": ("client-ethnicity", "W2", "01", None),
    "choice": ("has-social-worker", "Yes", "Not known", None),
    "number": ("factor-1", 3, 4, None),
    "not known": ("factor-1", 3, "not-known", None),
    "factor 11": ("factor-11", 4, "not-known", None),
    "ticks": (
        "basis-of-concerns",
        MISSING,
        DISCLOSURE,
        {"ticked": ["disclosure", "going-missing"], "other": ""},
    ),
    "other": (
        "method-of-coercion",
        {"ticked": [], "other": "A debt"},
        {"ticked": ["gifts"], "other": "Threats; A debt"},
        {"ticked": ["gifts", "other"], "other": "A debt; Threats"},
    ),
    "other with empty parts": (
        "method-of-coercion",
        {"ticked": ["other"], "other": "A debt"},
        {"ticked": ["other"], "other": "; Threats; "},
        {"ticked": ["other"], "other": "A debt; Threats"},
    ),
    "entries": ("chronology", [CALL, VISIT], [VISIT, VISIT, {"event": "x"}], [CALL, VISIT, {"event": "x"}]),
    "entries about": (
        "evidence",
        [{"about": "factor-1", "known": "x"}],
        [{"about": "factor-2", "known": "x"}],
        [{"about": "factor-1", "known": "x"}, {"about": "factor-2", "known": "x"}],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_answer_is_taken_from_the_side_that_is_chosen(kind: str) -> None:
    item, here, there, both = KINDS[kind]
    unit = "risk-category" if item == "date-agreed" else item
    one, other = file({item: here}), file({item: there})
    assert differences_between(one, other) == (
        Difference(unit, differences_between(one, other)[0].items, None, both=both is not None),
    )
    assert merged(one, other, "current") == one
    assert merged(one, other)["answers"] == {item: there}
    if both is not None:
        assert merged(one, other, "both")["answers"] == {item: both}
    else:
        with pytest.raises(AnswersError, match="must be choices that are offered"):
            merge(INSTRUMENT, one, other, {unit: "both"})


@pytest.mark.parametrize("kind", KINDS)
def test_blank_answer_suggests_the_other_side_and_offers_no_union(kind: str) -> None:
    item, here, _, _ = KINDS[kind]
    full, blank = file({item: here}), file({})
    assert [(each.suggested, each.both) for each in differences_between(full, blank)] == [
        (Choice.CURRENT, False)
    ]
    assert [(each.suggested, each.both) for each in differences_between(blank, full)] == [
        (Choice.OTHER, False)
    ]
    assert merged(blank, full)["answers"] == {item: here}
    assert merged(full, blank) == file({})


@pytest.mark.parametrize(
    ("item", "here", "there"),
    [
        ("gender", "Female", " Female\u200b "),
        ("date-of-birth", "2011-03-27", {"day": "27th", "month": "March", "year": "2011"}),
        ("factor-11", 1, "not-known"),
        ("basis-of-concerns", DISCLOSURE, {"ticked": ["disclosure", "disclosure"]}),
        ("basis-of-concerns", {"other": "x"}, {"ticked": ["other"], "other": "x "}),
        ("chronology", [CALL, VISIT], [VISIT, CALL]),
        ("gender", "", None),
    ],
)
def test_answers_that_look_the_same_are_no_difference(
    item: str, here: object, there: object
) -> None:
    one = file({item: here})
    assert differences_between(one, file({item: there})) == ()
    assert merged(one, file({item: there}))["answers"] == ({item: here} if here else one["answers"])


def test_the_differences_come_in_the_order_of_the_form() -> None:
    one = file(
        {"factor-2": 1, "gender": "x", "chronology": [CALL], "risk-category": 1}, by_hand="7"
    )
    assert [
        each.item for each in differences_between(file({}, earlier=past("2026-01-01")), one)
    ] == [
        "gender",
        "factor-2",
        "risk-category",
        "chronology",
        "by_hand",
    ]


def test_the_level_is_one_choice_with_its_names_date_and_reason() -> None:
    here = {"risk-category": 2, "team-manager": "Tim Example", "level-reason": "Seen today"}
    there = {
        "risk-category": 3,
        "cse-prevention-manager": "Pat Example",
        "date-agreed": "2026-03-03",
    }
    one, other = file(here), file({**there, **BOB})
    [level] = [each for each in differences_between(one, other) if each.item == "risk-category"]
    assert level.items == ("risk-category", *(each.id for each in INSTRUMENT.risk_category.fields))
    assert (level.suggested, level.both) == (None, False)
    result = merged(one, other)
    assert result["answers"] == {**BOB, **there}
    assert {each["item"] for each in result["merged"]} == {*BOB, *there}


def test_copied_field_is_merged_with_its_original() -> None:
    """The analysis repeats the name and the dates of Section 1, and the form fills them in automatically."""
    one = file({"date-completed": "2026-03-03", "analysis-date": "2026-03-03"})
    other = file({"date-completed": "2026-03-04"})
    assert [each.item for each in differences_between(one, other)] == ["date-completed"]
    assert merged(one, other)["answers"] == other["answers"]
    assert merged(other, one)["answers"] == one["answers"]
    current = file({"date-completed": "2026-03-04", "analysis-date": "2026-03-01"})
    assert [each.item for each in differences_between(one, current)] == [
        "date-completed",
        "analysis-date",
    ]
    assert [each.suggested for each in differences_between(other, current)] == [Choice.OTHER]


@pytest.mark.parametrize("copied", ["", "Sam Example "])
def test_copied_name_that_is_blank_or_the_same_goes_with_the_name(copied: str) -> None:
    one = file({"client-name": "Sam Example", "analysis-name": copied})
    other = file({"client-name": "Alex Sample"})
    assert [each.item for each in differences_between(one, other)] == ["client-name"]
    assert merged(one, other)["answers"] == {"client-name": "Alex Sample"}


def test_every_copy_of_a_field_goes_with_it() -> None:
    analysis = INSTRUMENT.analysis
    fields = tuple(
        replace(each, copy_of="client-name") if each.id == "analysis-police" else each
        for each in analysis.fields
    )
    twice = replace(INSTRUMENT, analysis=replace(analysis, fields=fields))
    sides = (parse(twice, file({"client-name": each})) for each in ("Sam Example", "Alex Sample"))
    assert followers(twice, *sides)["client-name"] == ("analysis-name", "analysis-police")


@pytest.mark.parametrize("typed", ["Alex Sample", "Sam Example-Fiction"])
def test_copied_name_that_says_something_else_is_a_choice_of_its_own(typed: str) -> None:
    one = file({"client-name": "Sam Example", "analysis-name": "SAM EXAMPLE"})
    other = file({"client-name": "Sam Example", "analysis-name": typed})
    for here, there in ((one, other), (other, one)):
        assert [each.item for each in differences_between(here, there)] == ["analysis-name"]
        assert merged(here, there, "current")["answers"] == here["answers"]
        assert merged(here, there)["answers"] == there["answers"]


@pytest.mark.parametrize(
    ("here", "there", "suggested"),
    [("7", "", Choice.CURRENT), ("", "7", Choice.OTHER), ("7", "8", None)],
)
def test_total_by_hand_suggests_the_side_that_has_one(
    here: str, there: str, suggested: Choice | None
) -> None:
    one, other = file({}, by_hand=here), file({}, by_hand=there)
    assert differences_between(one, other) == (
        Difference("by_hand", ("by_hand",), suggested, both=False),
    )
    assert merged(one, other, "current").get("by_hand", "") == here
    assert merged(one, other).get("by_hand", "") == there


def test_merge_result_of_exactly_the_largest_size_is_accepted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, other = file({"request": "é" * 20}), file({"gender": "x"})
    choices = {"request": "current", "gender": "other"}
    result = merge(INSTRUMENT, one, other, choices)
    assert result["answers"] == {"gender": "x", "request": "é" * 20}
    # The page saves a file without spaces, and with every letter as itself.
    text = json.dumps(result, ensure_ascii=False, separators=(",", ":"))
    size = len(text.encode())
    monkeypatch.setattr("scoring.answers.merging.merge.SAVED_FILE", size)
    assert merge(INSTRUMENT, one, other, choices) == result
    monkeypatch.setattr("scoring.answers.merging.merge.SAVED_FILE", size - 1)
    with pytest.raises(AnswersError, match="too large for a saved file"):
        merge(INSTRUMENT, one, other, choices)


@pytest.mark.parametrize(("beyond", "both"), [(0, True), (1, False)])
def test_union_is_offered_up_to_the_limits_of_an_answer(beyond: int, both: bool) -> None:
    many = [{"event": str(number)} for number in range(limits.ENTRIES - 1 + beyond)]
    text = "x" * (limits.TEXT - len("; y") + beyond)
    for item, here, there in (
        ("chronology", many, [CALL]),
        ("basis-of-concerns", {"other": text}, {"other": "y"}),
    ):
        [difference] = differences_between(file({item: here}), file({item: there}))
        assert (difference.suggested, difference.both) == (None, both)


# The ticks of one file and those still to confirm, the same for the other file, the choice, and the ticks to confirm
# in the result.
TO_CONFIRM: list[tuple[Json, list[str], Json, list[str], str, list[str]]] = [
    (DISCLOSURE, ["disclosure"], DISCLOSURE, [], "current", ["disclosure"]),
    (DISCLOSURE, ["disclosure"], DISCLOSURE, [], "other", []),
    (DISCLOSURE, ["disclosure"], DISCLOSURE, [], "both", []),
    (DISCLOSURE, ["disclosure"], MISSING, ["going-missing"], "other", ["going-missing"]),
    (DISCLOSURE, ["disclosure"], MISSING, ["going-missing"], "both", ["disclosure", "going-missing"]),
    (DISCLOSURE, [], MISSING, ["going-missing"], "both", ["going-missing"]),
]  # fmt: skip


@pytest.mark.parametrize(("here", "open_here", "there", "open_there", "choice", "left"), TO_CONFIRM)
def test_merged_ticks_stay_unconfirmed_unless_taken_from_a_side_that_confirmed_them(
    here: Json, open_here: list[str], there: Json, open_there: list[str], choice: str, left: list[str]
) -> None:  # fmt: skip
    key, rest = "basis-of-concerns", {"earlier": past("2026-01-01")}
    one = file({key: here}, to_confirm={key: open_here}, **rest)
    other = file({key: there}, to_confirm={key: open_there}, **rest)
    result = merged(one, other, choice)
    assert result["to_confirm"] == ({key: left} if left else {})
    assert open_text(INSTRUMENT, json.dumps(result)).envelope["to_confirm"] == result["to_confirm"]


def test_merge_with_a_first_assessment_takes_the_history_and_confirms_its_ticks() -> None:
    one = file({"basis-of-concerns": DISCLOSURE})
    other = file({"basis-of-concerns": DISCLOSURE}, earlier=past("2026-01-01"))
    assert differences_between(one, other) == ()
    for result in (merged(one, other), merged(other, one)):
        assert result["earlier"] == other["earlier"]
        assert result["to_confirm"] == {}


def test_different_histories_of_earlier_assessments_are_a_separate_choice() -> None:
    one, other = (
        file({}, earlier=past("2026-01-01", "2026-02-01", each, "2026-05-01"))
        for each in ("2026-04-01", "2026-03-01")
    )
    [difference] = differences_between(one, other)
    assert difference == Difference("earlier", ("earlier",), None, both=True)
    assert merged(one, other, "current")["earlier"] == one["earlier"]
    assert merged(one, other)["earlier"] == other["earlier"]
    days = ("2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01")
    assert merged(one, other, "both")["earlier"] == past(*days)


def test_histories_that_read_the_same_stay_as_the_form_has_them() -> None:
    [typed] = past("2026-01-01")
    blank = {**typed, "answers": {**typed["answers"], "gender": ""}}
    one, other = file({}, earlier=[typed]), file({}, earlier=[blank])
    assert differences_between(one, other) == ()
    assert merged(one, other)["earlier"] == [typed]
    assert merged(other, one)["earlier"] == [blank]


@pytest.mark.parametrize(
    "there", [past(""), past(*(f"2025-01-0{day}" for day in range(1, 10)))], ids=["undated", "too many"]
)  # fmt: skip
def test_histories_that_cannot_be_ordered_or_are_too_long_are_not_joined(there: list[Json]) -> None:
    [difference] = differences_between(
        file({}, earlier=past("2026-01-01")), file({}, earlier=there)
    )
    assert (difference.item, difference.both) == ("earlier", False)


@pytest.mark.parametrize(("count", "both"), [(4, True), (5, False)])
def test_histories_are_joined_up_to_nine_earlier_assessments(count: int, both: bool) -> None:
    here = past(*(f"2026-01-0{day}" for day in range(1, 6)))
    there = past(*(f"2026-02-0{day}" for day in range(1, count + 1)))
    one, other = file({}, earlier=here), file({}, earlier=there)
    [difference] = differences_between(one, other)
    assert (difference.item, difference.both) == ("earlier", both)
    if both:
        assert merged(one, other, "both")["earlier"] == [*here, *there]


def test_merge_keeps_the_envelope_keys_of_the_form() -> None:
    one = file({"gender": "x"}, practice=True, saved="2026-11-22T18:05", by_hand="7")
    other = file({"gender": "y"}, practice=True, saved="2026-11-23T18:05", by_hand="8")
    assert [each.item for each in differences_between(one, other)] == ["gender", "by_hand"]
    result = merged(one, other, "current", gender="other")
    assert (result["practice"], result["by_hand"]) == (True, "7")
    assert result["assessment_id"] == one["assessment_id"]
    assert "saved" not in result
    assert merged(one, other, "current", by_hand="other")["by_hand"] == "8"
    del one["assessment_id"]
    assert merged(one, other)["assessment_id"] == other["assessment_id"]


def test_merge_of_two_assessments_keeps_the_identifier_of_the_form() -> None:
    one, other = file({"gender": "x"}), {**file({"gender": "y"}), "assessment_id": "f" * 32}
    assert merged(one, other)["assessment_id"] == one["assessment_id"]
    assert merged(other, one)["assessment_id"] == other["assessment_id"]


@pytest.mark.parametrize("sides", [([], file({})), (file({}), "x")], ids=["form", "file"])
def test_merge_with_anything_but_an_answers_file_is_refused(sides: tuple[object, object]) -> None:
    with pytest.raises(AnswersError) as caught:
        merge(INSTRUMENT, *sides, {})
    assert caught.value.problem == Problem("type", "", "must be an object")


@pytest.mark.parametrize(
    "choices",
    [None, [], {}, {"gender": "x"}, {"gender": None}, {"gender": "other", "factor-1": "other"}, {"x": "other"}],
    ids=str,
)  # fmt: skip
def test_invalid_merge_choices_are_refused(choices: object) -> None:
    code = "message" if isinstance(choices, dict) else "type"
    with pytest.raises(AnswersError, match="choices: must ") as caught:
        merge(INSTRUMENT, file({"gender": "x"}), file({"gender": "y"}), choices)
    assert (caught.value.problem.code, caught.value.problem.path) == (code, "choices")


def test_merge_result_too_large_for_a_file_is_refused() -> None:
    texts = [field.id for field in INSTRUMENT.fields if field.kind == "multiline"]
    half = len(texts) // 2
    one, other = (
        file({**dict.fromkeys(each, "x" * limits.TEXT), "gender": "x"})
        for each in (texts[:half], texts[half:])
    )
    assert merged(one, one) == one
    suggested = {each.item: each.suggested for each in differences_between(one, other)}
    with pytest.raises(AnswersError, match="too large for a saved file") as caught:
        merge(INSTRUMENT, one, other, suggested)
    assert (caught.value.problem.code, caught.value.problem.path) == ("too-large", "")


@st.composite
def readable(draw: st.DrawFn) -> Json:
    """Draw an answers file as the page reads it from a saved file, with or without earlier assessments."""
    history = draw(
        st.lists(st.fixed_dictionaries({}, optional={"factor-1": st.integers(1, 3)}), max_size=2)
    )
    data = file(
        draw(any_answers),
        by_hand=draw(st.sampled_from(["", *HARD])),
        earlier=[{"instrument": INSTRUMENT.version, "answers": each} for each in history],
        merged=[
            {"item": item, "worker": worker}
            for item, worker in draw(
                st.dictionaries(
                    st.sampled_from(INSTRUMENT.items), st.sampled_from(HARD), max_size=3
                )
            ).items()
        ],
    )
    opened: Json = open_text(INSTRUMENT, json.dumps(data)).envelope
    return opened


@given(readable())
def test_a_file_does_not_differ_from_itself(one: Json) -> None:
    assert differences_between(one, one) == ()
    again = merge(INSTRUMENT, one, one, {})
    assert parse(INSTRUMENT, again) == parse(INSTRUMENT, one)


@settings_for(40)
@given(readable(), readable())
def test_merge_with_one_side_chosen_throughout_equals_that_side(one: Json, other: Json) -> None:
    mine, theirs = merged(one, other, "current"), merged(one, other)
    assert differences_between(mine, one) == ()
    assert mine["answers"] == one["answers"]
    assert differences_between(theirs, other) == ()
    for result in (mine, theirs):
        opened = open_text(INSTRUMENT, json.dumps(result))
        assert opened.notices == ()
        assert differences_between(result, opened.envelope) == ()


def parts(text: str) -> set[str]:
    return {visible(part) for part in text.split("; ")} - {""}


@settings_for(40)
@given(readable(), readable())
def test_a_union_loses_no_tick_and_no_entry(one: Json, other: Json) -> None:
    both = parse(INSTRUMENT, merged(one, other, "both")).answers
    offered = {each.item for each in differences_between(one, other) if each.both}
    for side in (one, other):
        answers = parse(INSTRUMENT, side).answers
        for item in offered & set(answers.ticks):
            assert set(answers.ticks[item].ticked) <= set(both.ticks[item].ticked)
            assert parts(answers.ticks[item].other) <= parts(both.ticks[item].other)
        for item in offered & set(answers.entries):
            assert all(each in both.entries[item] for each in answers.entries[item])
    twice = merged(merged(one, other, "both"), other, "both")
    assert twice["answers"] == merged(one, other, "both")["answers"]


@settings_for(40)
@given(readable(), readable(), st.sampled_from([SAME["assessment_id"], "2" * 32, ""]))
def test_any_two_files_are_compared_or_refused_as_another_child(
    one: Json, other: Json, identity: str
) -> None:
    request = {"op": "compare", "answers": one, "other": {**other, "assessment_id": identity}}
    reply = json.loads(bridge.handle(json.dumps(request)))
    if identity == SAME["assessment_id"]:
        assert reply["ok"]
    assert reply["ok"] or reply["error"]["code"] == "another-child"


@settings_for(40)
@given(readable(), readable())
def test_each_answer_taken_from_the_other_file_has_one_provenance_entry(
    one: Json, other: Json
) -> None:
    result = merged(one, other)
    items = [each["item"] for each in result.get("merged", ())]
    assert len(items) == len(set(items))
    assert set(items) <= set(result["answers"])
    for each in differences_between(one, other):
        if each.item in INSTRUMENT.items and each.item in result["answers"]:
            assert each.item in items
