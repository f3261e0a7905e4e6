"""Tests of ticks carried over by a reassessment: marked as unconfirmed, in file and report, until confirmed."""

import json
from typing import Any

import pytest
from html_page import Page
from hypothesis import given
from instrument_samples import CONTACTS, INSTRUMENT, assessed, envelope
from strategies import answers as any_answers

from scoring import bridge
from scoring.answers.envelope import carried_over
from scoring.answers.envelope.assessment import Assessment, parse
from scoring.answers.envelope.reassessment import reassess
from scoring.answers.envelope.saved_file import Opened, open_text
from scoring.errors import AnswersError, Problem
from scoring.report import renderer
from scoring.rules.findings import find

Json = dict[str, Any]
TICKS: Json = {
    "basis-of-concerns": {"ticked": ["disclosure", "going-missing"], "other": ""},
    "method-of-coercion": {"ticked": ["gifts", "other"], "other": "A debt"},
}
ALL = {
    "basis-of-concerns": ["going-missing", "disclosure"],
    "method-of-coercion": ["gifts", "other"],
}


def before(answers: Json) -> list[Json]:
    return [{"instrument": INSTRUMENT.version, "answers": answers}]


def opened(answers: Json, **rest: object) -> Opened:
    return open_text(INSTRUMENT, json.dumps({**envelope(answers), **rest}))


def same(actual: object, expected: Json) -> bool:
    assert isinstance(actual, dict)
    return {key: set(each) for key, each in actual.items()} == {
        key: set(each) for key, each in expected.items()
    }


def test_every_tick_of_a_new_reassessment_is_to_be_confirmed() -> None:
    assert same(reassess(INSTRUMENT, envelope({**TICKS, "factor-1": 3}))["to_confirm"], ALL)


@given(any_answers)
def test_a_reassessment_never_confirms_a_tick_by_itself(data: Json) -> None:
    new = parse(INSTRUMENT, reassess(INSTRUMENT, envelope(data)))
    ticked = {key: ticks.ticked for key, ticks in new.answers.ticks.items() if ticks.ticked}
    assert new.to_confirm == ticked


def test_unconfirmed_ticks_are_restored_from_a_saved_file() -> None:
    left = {"method-of-coercion": ["gifts"]}
    reopened = opened(TICKS, earlier=before(TICKS), to_confirm=left)
    assert reopened.envelope["to_confirm"] == left
    assert reopened.notices == ()


def test_file_with_all_ticks_confirmed_asks_for_no_confirmation_again() -> None:
    reopened = opened(TICKS, earlier=before(TICKS), to_confirm={})
    assert reopened.envelope["to_confirm"] == {}
    assert open_text(INSTRUMENT, json.dumps(reopened.envelope)) == reopened


def test_file_without_to_confirm_key_asks_to_confirm_repeated_ticks() -> None:
    now: Json = {
        "basis-of-concerns": {"ticked": ["disclosure", "incident"]},
        "method-of-coercion": {"ticked": ["gifts", "other"], "other": "Another debt"},
    }
    reopened = opened(now, earlier=before(TICKS))
    # “incident” and the text beside “other” are new. Only the most recent earlier assessment was copied.
    expected = {"basis-of-concerns": ["disclosure"], "method-of-coercion": ["gifts"]}
    assert reopened.envelope["to_confirm"] == expected
    assert reopened.notices == ()
    assert open_text(INSTRUMENT, json.dumps(reopened.envelope)) == Opened(reopened.envelope, ())
    oldest_first = [*before(TICKS), *before({})]
    assert opened(now, earlier=oldest_first).envelope["to_confirm"] == {}


def test_first_assessment_has_no_to_confirm_key() -> None:
    assert "to_confirm" not in opened(TICKS).envelope
    assert "to_confirm" not in opened(TICKS, to_confirm={}).envelope


@pytest.mark.parametrize(
    ("value", "path"),
    [
        (7, "to_confirm"),
        ([], "to_confirm"),
        ({"factor-1": []}, "to_confirm.factor-1"),
        ({"basis-of-concerns": "disclosure"}, "to_confirm.basis-of-concerns"),
        ({"basis-of-concerns": ["x"]}, "to_confirm.basis-of-concerns[0]"),
        ({"basis-of-concerns": ["disclosure", 7]}, "to_confirm.basis-of-concerns[1]"),
    ],
)
def test_invalid_to_confirm_is_refused_and_in_a_file_confirms_no_tick(
    value: object, path: str
) -> None:
    with pytest.raises(AnswersError) as caught:
        assessed(TICKS, to_confirm=value)
    assert caught.value.problem.path == path
    reopened = opened(TICKS, earlier=before(TICKS), to_confirm=value)
    assert [each.path for each in reopened.notices] == ["to_confirm"]
    # To be safe, no tick counts as confirmed.
    assert same(reopened.envelope["to_confirm"], ALL)


def test_unticked_box_is_never_to_be_confirmed() -> None:
    assessment = assessed({"basis-of-concerns": {"ticked": ["disclosure"]}}, to_confirm=ALL)
    assert assessment.to_confirm == {"basis-of-concerns": ("disclosure",)}


def article(assessment: Assessment) -> str:
    return renderer.article(INSTRUMENT, CONTACTS, find(INSTRUMENT, assessment))


def report(**rest: object) -> str:
    return article(assessed(TICKS, earlier=before(TICKS), **rest))


def test_report_names_exactly_the_unconfirmed_ticks() -> None:
    text = Page(report(to_confirm={"method-of-coercion": ["gifts"]})).text
    warning = (
        "F. Actual/Suspected Method of Coercion: confirm or untick these boxes, which are carried over from "
        "the earlier assessment: Gifts (e.g. phone top ups)."
    )
    assert warning in text.split("How complete it is")[0]
    assert (
        "Gifts (e.g. phone top ups) | (carried over from the earlier assessment, not confirmed)"
        in text
    )
    assert text.count("not confirmed)") == 1
    assert "not confirmed" not in Page(report(to_confirm={})).text


def test_warning_names_each_box_that_is_to_be_confirmed() -> None:
    [warning] = carried_over.warnings(
        INSTRUMENT, {"basis-of-concerns": ("going-missing", "disclosure")}
    )
    assert warning == Problem(
        "carried-over",
        "answers.basis-of-concerns",
        "D. Basis of CSE Concerns: confirm or untick these boxes, which are carried over from the earlier "
        "assessment: Disclosure of exploitation; Going missing.",
    )


def test_sign_of_harm_counts_whether_or_not_its_tick_is_confirmed() -> None:
    for to_confirm in (ALL, {}):
        message = {
            "id": 1,
            "op": "assess",
            "answers": {**envelope(TICKS), "earlier": before(TICKS), "to_confirm": to_confirm},
        }
        result: Json = json.loads(bridge.handle(json.dumps(message)))["result"]
        assert len(result["lists"]["signs-of-harm"]) == 3
        assert result["lists"]["signs-of-harm-before"] == []
        codes = [each["code"] for each in result["warnings"]]
        assert codes.count("carried-over") == len(to_confirm)


def test_earlier_signs_of_harm_are_listed_for_screen_and_report() -> None:
    message = {
        "id": 1,
        "op": "assess",
        "answers": {**envelope({}), "earlier": before(TICKS)},
    }
    result: Json = json.loads(bridge.handle(json.dumps(message)))["result"]
    listed = result["lists"]["signs-of-harm-before"]
    assert len(listed) == 3
    text = Page(article(assessed({}, earlier=before(TICKS)))).text
    # The report prints all ticks of a list on one line, so only the labels are compared.
    labels = [line.rsplit(": ", 1)[1] for line in listed]
    assert [each for each in labels if each not in text] == []


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ([], Problem("type", "to_confirm", "must be an object")),
        ({"factor-1": []}, Problem("unknown", "to_confirm.factor-1", "is not a tick list")),
        (
            {"basis-of-concerns": "disclosure"},
            Problem("type", "to_confirm.basis-of-concerns", "must be a list"),
        ),
        (
            {"basis-of-concerns": ["disclosure", "gifts"]},
            Problem(
                "not-offered",
                "to_confirm.basis-of-concerns[1]",
                "must be an option of the list",
            ),
        ),
    ],
)
def test_problem_in_the_ticks_to_confirm_has_its_code_place_and_message(
    value: object, problem: Problem
) -> None:
    with pytest.raises(AnswersError) as caught:
        assessed(TICKS, to_confirm=value)
    assert caught.value.problem == problem
