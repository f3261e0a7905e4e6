"""Tests of what is recovered from a file: blank texts, boxes that have changed, and the words of each notice."""

import dataclasses
import json
from typing import Any

import pytest
from instrument_samples import INSTRUMENT, envelope

from scoring.answers.envelope.saved_file import Opened, open_text
from scoring.definition.model import EarlierVersion
from scoring.errors import AnswersError
from scoring.limits import TEXT

Json = dict[str, Any]
BASIS = "basis-of-concerns"


def opened(answers: Json, **rest: object) -> Opened:
    return open_text(INSTRUMENT, json.dumps({**envelope(answers), **rest}))


def notices(answers: Json) -> list[tuple[str, str]]:
    return [(each.code, each.path.removeprefix("answers.")) for each in opened(answers).notices]


@pytest.mark.parametrize(
    "item", ["gender", "date-of-birth", "factor-1", "risk-category", BASIS, "chronology"]
)
def test_empty_text_is_a_blank_answer_to_any_question(item: str) -> None:
    assert opened({item: ""}) == Opened(envelope({}), ())


def test_unknown_answer_is_listed_even_if_it_is_blank() -> None:
    assert notices({"factor-12": ""}) == [("unknown", "factor-12")]


@pytest.mark.parametrize(
    "rest",
    [{"practice": False}, {"practice": None}, {"saved": "", "by_hand": "", "assessment_id": ""}],
)
def test_blank_part_of_the_envelope_is_no_fault_and_is_left_out(rest: Json) -> None:
    assert opened({}, **rest) == Opened(envelope({}), ())


def test_several_unknown_boxes_of_a_list_give_one_notice() -> None:
    unknown = {"ticked": ["x", "y", "z"]}
    assert notices({BASIS: unknown}) == [("unknown-box", BASIS)]
    assert notices({"gender": 7, BASIS: unknown, "method-of-coercion": unknown}) == [
        ("type", "gender"),
        ("unknown-box", BASIS),
        ("unknown-box", "method-of-coercion"),
    ]


# A box whose meaning has changed, the boxes in the file, the text beside "Other", and the boxes that are kept.
CHANGED_BOXES: list[tuple[str, list[str], str, list[str]]] = [
    ("disclosure", ["disclosure", "incident"], "", ["incident"]),
    ("disclosure", ["disclosure", "other"], "A friend", ["other"]),
    ("disclosure", ["disclosure"], "", []),
    ("other", ["incident", "other"], "", ["incident"]),
    ("other", ["incident", "other"], "A friend", ["incident", "other"]),
]


@pytest.mark.parametrize(("changed", "ticked", "other", "kept"), CHANGED_BOXES)
def test_box_whose_meaning_has_changed_is_unticked_unless_it_is_other_with_a_text(
    changed: str, ticked: list[str], other: str, kept: list[str]
) -> None:
    version = EarlierVersion("0.9", (f"{BASIS}.{changed}",))
    newer = dataclasses.replace(INSTRUMENT, earlier_versions=(version,))
    answers = {BASIS: {"ticked": ticked, "other": other}}
    reopened = open_text(newer, json.dumps({**envelope(answers), "instrument": "0.9"}))
    assert reopened.envelope["answers"] == (
        {BASIS: {"ticked": kept, "other": other}} if kept else {}
    )
    lost = [] if kept == ticked else [("changed-box", f"answers.{BASIS}")]
    assert [(each.code, each.path) for each in reopened.notices[1:]] == lost


@pytest.mark.parametrize(
    ("answers", "beginning"),
    [
        ({BASIS: {"other": "a\u202eb"}}, "“D. Basis of CSE Concerns” contained invisible"),
        ({"evidence": [{}, {"known": "x", "about": "x"}]}, "“Evidence, entry 2” is kept"),
        (
            {"evidence": [{"known": "x", "basis": "x"}]},
            "“Evidence, entry 1: Fact, opinion or hearsay” has been",
        ),
        (
            {"chronology": [{"event": "x" * (TEXT + 1)}]},
            "“Chronology, entry 1: Event” has been left",
        ),
    ],
)
def test_notice_says_which_part_of_an_answer_it_is_about(answers: Json, beginning: str) -> None:
    [notice] = opened(answers).notices
    assert notice.message.startswith(beginning)


def test_file_of_exactly_the_largest_size_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps(envelope({"client-name": "Zoë Example"}), ensure_ascii=False)
    size = len(text.encode())
    monkeypatch.setattr("scoring.answers.envelope.saved_file.SAVED_FILE", size)
    assert open_text(INSTRUMENT, text).notices == ()
    with pytest.raises(AnswersError) as caught:
        open_text(INSTRUMENT, f"{text} ")
    assert (caught.value.problem.code, caught.value.problem.path) == ("too-large", "")
    assert "larger than an assessment can be (512 kB)" in caught.value.problem.message
