"""Tests that only files of the same assessment of one child can be merged, and that doubts cause warnings."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis_profiles import settings_for
from instrument_samples import INSTRUMENT, assessed
from strategies import answers as any_answers

from scoring.answers.merging import same_assessment
from scoring.answers.merging.same_assessment import (
    ANOTHER_TIME,
    CORRECTED,
    MAY_DIFFER,
    NOT_COMPARED,
)
from scoring.errors import AnswersError

Json = dict[str, Any]
ONE, TWO = "1" * 32, "2" * 32
SAM: Json = {"client-name": "Sam O’Example", "date-of-birth": "2011-03-27"}
TYPED_OTHERWISE: Json = {
    "client-name": " SAM  O'EXAMPLE ",
    "date-of-birth": {"day": "27", "month": "March", "year": "2011"},
}
CHARLIE: Json = {**SAM, "client-name": "Charlie Specimen"}
YOUNGER: Json = {**SAM, "date-of-birth": "2012-03-27"}
IN_MARCH: Json = {**SAM, "date-of-birth": {"month": "3", "year": "2011"}}
IN_APRIL: Json = {**SAM, "date-of-birth": {"month": "4", "year": "2011"}}
NO_DAY: Json = {**SAM, "date-of-birth": {"day": "31", "month": "2", "year": "2012"}}
PAST: Json = {"earlier": [{"instrument": INSTRUMENT.version, "answers": {}}]}


def checked(one: Json, other: Json, ids: tuple[str, str], **rest: object) -> tuple[str, ...]:
    here, there = assessed(one, assessment_id=ids[0]), assessed(other, assessment_id=ids[1], **rest)
    return same_assessment.check(INSTRUMENT, here, there)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (SAM, SAM, ()),
        (SAM, {}, ()),
        (SAM, TYPED_OTHERWISE, ()),
        (SAM, CHARLIE, (CORRECTED,)),
        (SAM, YOUNGER, (CORRECTED,)),
    ],
)
def test_equal_identifiers_are_one_assessment_with_a_warning_if_the_child_differs(
    one: Json, other: Json, expected: tuple[str, ...]
) -> None:
    assert checked(one, other, (ONE, ONE)) == expected
    assert checked(other, one, (ONE, ONE), **PAST) == expected


@pytest.mark.parametrize("ids", [(ONE, TWO), (ONE, ""), ("", "")])
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (SAM, SAM, (MAY_DIFFER,)),
        (SAM, TYPED_OTHERWISE, (MAY_DIFFER,)),
        (SAM, IN_MARCH, (MAY_DIFFER,)),
        (SAM, {"client-name": "Sam O’Example"}, (MAY_DIFFER, NOT_COMPARED)),
        (SAM, NO_DAY, (MAY_DIFFER, NOT_COMPARED)),
        (SAM, {}, (MAY_DIFFER, NOT_COMPARED)),
        ({}, {}, (MAY_DIFFER, NOT_COMPARED)),
    ],
)
def test_files_without_a_common_identifier_are_compared_with_warnings(
    ids: tuple[str, str], one: Json, other: Json, expected: tuple[str, ...]
) -> None:
    assert checked(one, other, ids) == expected
    assert checked(other, one, ids) == expected
    assert checked(one, other, ids, **PAST) == (*expected, ANOTHER_TIME)


@pytest.mark.parametrize(
    ("other", "question"),
    [(CHARLIE, "name"), (YOUNGER, "date of birth"), (IN_APRIL, "date of birth")],
)
def test_comparison_with_another_child_is_refused_with_a_remedy(other: Json, question: str) -> None:
    for one, two in ((SAM, other), (other, SAM)):
        with pytest.raises(
            AnswersError, match=f"because the child’s {question} is not the same"
        ) as caught:
            checked(one, two, (ONE, TWO))
        assert (caught.value.problem.code, caught.value.problem.path) == (
            "another-child",
            "answers",
        )
        assert f"correct the {question} in one of them first" in caught.value.problem.message
        assert "Example" not in str(caught.value)


@pytest.mark.parametrize("ids", [(ONE, ONE), (ONE, TWO)])
def test_a_practice_case_is_never_compared_with_a_real_one(ids: tuple[str, str]) -> None:
    with pytest.raises(AnswersError, match="A practice case cannot be compared") as caught:
        checked(SAM, SAM, ids, practice=True)
    assert (caught.value.problem.code, caught.value.problem.path) == ("practice", "practice")


@settings_for(40)
@given(any_answers, any_answers)
def test_same_assessment_check_does_not_depend_on_the_order_of_files(
    one: Json, other: Json
) -> None:
    def outcome(first: Json, second: Json) -> object:
        try:
            return checked(first, second, (ONE, TWO))
        except AnswersError as error:
            return error.problem

    assert outcome(one, other) == outcome(other, one)
