"""Tests of provenance: who gave an answer that was merged from another file. It is saved, read back and printed."""

import json
from typing import Any

import pytest
from html_page import Page
from hypothesis import given
from hypothesis_profiles import settings_for
from instrument_samples import CONTACTS, INSTRUMENT, assessed, envelope
from jsonschema import Draft202012Validator
from strategies import texts

from scoring import limits
from scoring.answers.envelope import provenance
from scoring.answers.envelope.json_schema import answers_schema
from scoring.answers.envelope.provenance import Taken
from scoring.answers.envelope.reassessment import reassess
from scoring.answers.envelope.saved_file import Opened, open_text
from scoring.answers.merging.merge import merge
from scoring.errors import AnswersError, Problem
from scoring.report import margins, renderer
from scoring.report.wording import difference_wording
from scoring.rules.findings import find

Json = dict[str, Any]
ANSWERS: Json = {"gender": "Female", "factor-3": 2, "risk-category": 2}
BOB: Json = {"item": "factor-3", "worker": "Bob Example", "date": "3 March 2026"}
CAROL: Json = {"item": "gender", "worker": "Carol Example", "date": "", "changed": True}
SAME = {"assessment_id": "1" * 32}


def opened(merged: object, answers: Json = ANSWERS) -> Opened:
    return open_text(INSTRUMENT, json.dumps({**envelope(answers), "merged": merged}))


def test_provenance_entries_are_restored_in_the_order_of_the_form() -> None:
    assert opened([BOB, CAROL]).envelope["merged"] == [CAROL, BOB]
    assert opened([BOB, CAROL]).notices == ()
    assert assessed(ANSWERS, merged=[BOB, CAROL]).merged == (
        Taken("gender", "Carol Example", "", changed=True),
        Taken("factor-3", "Bob Example", "3 March 2026"),
    )


def test_provenance_entry_without_an_answer_is_dropped_without_a_notice() -> None:
    gone = {**BOB, "item": "factor-4"}
    assert assessed(ANSWERS, merged=[gone]).merged == ()
    assert "merged" not in opened([gone]).envelope
    assert opened([gone]).notices == ()


@pytest.mark.parametrize(
    ("merged", "path"),
    [
        (7, "merged"),
        ([7], "merged[0]"),
        ([{**BOB, "x": 1}], "merged[0].x"),
        ([{"worker": "x"}], "merged[0].item"),
        ([{**BOB, "item": "factor-12"}], "merged[0].item"),
        ([{**BOB, "item": []}], "merged[0].item"),
        ([{**BOB, "worker": None}], "merged[0].worker"),
        ([BOB, {**CAROL, "date": "x" * (limits.GIVER + 1)}], "merged[1].date"),
        ([{**BOB, "changed": 1}], "merged[0].changed"),
        ([BOB, BOB], "merged[1].item"),
    ],
)
def test_invalid_provenance_is_refused_strictly_and_dropped_leniently(
    merged: Any, path: str
) -> None:
    with pytest.raises(AnswersError) as caught:
        assessed(ANSWERS, merged=merged)
    assert caught.value.problem.path == path
    file = {**envelope(ANSWERS), "merged": merged}
    is_twice = merged == [BOB, BOB]
    assert Draft202012Validator(answers_schema(INSTRUMENT)).is_valid(file) == is_twice
    reopened = opened(merged)
    assert reopened.envelope["answers"] == ANSWERS
    assert len(reopened.notices) == (0 if is_twice else 1)
    assert reopened.envelope.get("merged", []) == (
        [BOB] if BOB in (merged if path != "merged" else ()) else []
    )


def test_schema_accepts_the_provenance_of_a_merge() -> None:
    file = {**envelope(ANSWERS), "merged": [CAROL, BOB, {"item": "risk-category"}]}
    assert list(Draft202012Validator(answers_schema(INSTRUMENT)).iter_errors(file)) == []


@settings_for(100)
@given(texts, texts)
def test_provenance_worker_and_date_are_one_short_line_for_any_text(name: str, year: str) -> None:
    typed = {"worker-name": name * 40, "date-completed": {"year": year * 40}}
    taken = provenance.of_file(INSTRUMENT, "gender", assessed(typed).answers)
    for text in (taken.worker, taken.date):
        assert len(text) <= limits.GIVER
        assert "\n" not in text
    entry = provenance.as_json(taken)
    assert assessed(ANSWERS, merged=[entry]).merged == (taken,)
    assert opened([entry]).envelope["merged"] == [entry]


def merged(here: Json, there: Json, **choices: str) -> list[Json]:
    entries: list[Json] = merge(INSTRUMENT, here, there, choices).get("merged", [])  # type: ignore[assignment]
    return entries


def test_merged_answer_keeps_its_original_worker_after_a_second_merge() -> None:
    here = {**envelope({}), **SAME}
    there = {**envelope({"worker-name": "Bob Example", "factor-3": 2, "gender": "x"}), **SAME}
    there["merged"] = [{**CAROL, "item": "factor-3"}]
    choices = {"worker-name": "current", "factor-3": "other", "gender": "other"}
    assert merged(here, there, **choices) == [
        {"item": "gender", "worker": "Bob Example", "date": ""},
        {**CAROL, "item": "factor-3"},
    ]
    assert merged(here, there, **{**choices, "gender": "current"}) == [
        {**CAROL, "item": "factor-3"}
    ]


def test_answer_not_taken_in_a_merge_keeps_its_provenance() -> None:
    here = {**envelope({"gender": "x", "factor-3": 2}), **SAME, "merged": [CAROL]}
    there = {**envelope({"gender": "y", "factor-3": 2}), **SAME, "merged": [BOB]}
    assert merged(here, there, gender="current") == [CAROL]
    assert merged(here, there, gender="other") == [{"item": "gender", "worker": "", "date": ""}]
    blank = {**envelope({"factor-3": 2}), **SAME}
    assert merged(here, blank, gender="other") == []


def test_union_of_two_answers_names_both_workers() -> None:
    key = "basis-of-concerns"
    bob = {"worker-name": "Bob Example", "date-completed": "2026-03-03"}
    here: Json = {**envelope({key: {"ticked": ["disclosure"]}}), **SAME}
    here["merged"] = [{**CAROL, "item": key, "date": "1 March 2026"}]
    there: Json = {**envelope({key: {"ticked": ["going-missing"]}, **bob}), **SAME}
    rest = {"worker-name": "current", "date-completed": "current"}
    carol_and_bob = {
        "worker": "Carol Example and Bob Example",
        "date": "1 March 2026 and 3 March 2026",
    }
    assert merged(here, there, **{key: "both"}, **rest) == [
        {"item": key, **carol_and_bob, "changed": True}
    ]
    del here["merged"]
    assert merged(here, there, **{key: "both"}, **rest) == [{**BOB, "item": key}]


def test_reassessment_starts_without_provenance_entries() -> None:
    assert "merged" not in reassess(INSTRUMENT, {**envelope(ANSWERS), "merged": [BOB]})


def printed(merged: list[Json]) -> Page:
    findings = find(INSTRUMENT, assessed(ANSWERS, merged=merged))
    return Page(renderer.article(INSTRUMENT, CONTACTS, findings))


def test_report_names_workers_of_merged_answers_and_has_the_marking() -> None:
    words = " ".join(printed([BOB, CAROL, {**BOB, "item": "risk-category"}]).pieces)
    words = words.replace(" :", ":")
    assert (
        "Bob Example, 3 March 2026 gave these answers, which were taken from another file of this assessment: "
        "3. Drug use; Risk Category." in words
    )
    assert (
        "Carol Example gave these answers, which were taken from another file of this assessment: "
        "Gender (changed since)." in words
    )
    assert margins.marking(INSTRUMENT, assessed(ANSWERS, merged=[BOB])) == "OFFICIAL-SENSITIVE"
    assert (
        margins.marking(INSTRUMENT, assessed({"factor-3": 2}, merged=[{"item": "factor-3"}])) == ""
    )
    assert difference_wording.NO_NAME in printed([{"item": "factor-3"}]).text
    assert "taken from another file" not in printed([]).text


def test_hostile_provenance_name_is_printed_as_text() -> None:
    article = printed([{**BOB, "worker": "<script>x</script>\u202e"}])
    assert "<script>x</script>, 3 March" in article.text


@pytest.mark.parametrize(
    ("merged", "problem"),
    [
        (7, Problem("type", "merged", "must be a list")),
        ([7], Problem("type", "merged[0]", "must be an object")),
        ([{**BOB, "x": 1}], Problem("unknown", "merged[0].x", "is not a part of this entry")),
        (
            [{**BOB, "item": "factor-12"}],
            Problem("not-offered", "merged[0].item", "must be a question of this instrument"),
        ),
        (
            [BOB, {**CAROL, "worker": 7}],
            Problem("type", "merged[1].worker", "must be text"),
        ),
        (
            [BOB, {**CAROL, "date": "x" * (limits.GIVER + 1)}],
            Problem("too-long", "merged[1].date", f"must be {limits.GIVER} characters or fewer"),
        ),
        (
            [{**BOB, "changed": 1}],
            Problem("type", "merged[0].changed", "must be true or false"),
        ),
        ([BOB, BOB], Problem("doubled", "merged[1].item", "must not be named twice")),
    ],
)
def test_problem_in_provenance_has_its_code_place_and_message(
    merged: object, problem: Problem
) -> None:
    with pytest.raises(AnswersError) as caught:
        assessed(ANSWERS, merged=merged)
    assert caught.value.problem == problem


def test_notice_about_provenance_names_the_place_of_the_entry() -> None:
    reopened = opened([BOB, 7, CAROL])
    assert reopened.notices == (
        Problem(
            "merged",
            "merged[1]",
            "It is not clear who gave an answer that was taken from another file. The answer is kept as if it had been "
            "given in this file.",
        ),
    )
    assert reopened.envelope["merged"] == [CAROL, BOB]


@pytest.mark.parametrize("key", ["worker", "date"])
def test_longest_worker_or_date_in_provenance_is_kept_whole(key: str) -> None:
    longest = "x" * limits.GIVER
    (taken,) = assessed(ANSWERS, merged=[{**BOB, key: longest}]).merged
    assert getattr(taken, key) == longest
    assert provenance.line(longest) == longest
    assert provenance.line(f"{longest}x") == f"{longest[:-1]}…"
