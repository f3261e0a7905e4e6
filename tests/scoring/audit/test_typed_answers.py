"""Tests of classifying typed answers for gender and disability: by a table of words, or by a person's decision."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from instrument_samples import TESTS

from scoring.audit.typed_answers import DISABILITIES, GENDERS, disability, gender

ANSWERS = tomllib.loads((TESTS / "scoring/audit/typed_answers.toml").read_text("utf-8"))


def pairs(question: str) -> list[tuple[str, str | None]]:
    return [
        (typed, None if answer == "decide" else answer)
        for answer, listed in ANSWERS[question].items()
        for typed in listed
    ]


@pytest.mark.parametrize(("typed", "answer"), pairs("disability"))
def test_typed_disability_is_classified_or_left_for_a_decision(
    typed: str, answer: str | None
) -> None:
    assert disability(typed) == answer


@pytest.mark.parametrize(("typed", "answer"), pairs("gender"))
def test_typed_gender_is_classified_or_left_for_a_decision(typed: str, answer: str | None) -> None:
    assert gender(typed) == answer


@given(st.text())
def test_any_typed_text_is_classified_or_left_for_a_decision(typed: str) -> None:
    assert gender(typed) in {*GENDERS, None}
    assert disability(typed) in {*DISABILITIES, None}


@given(
    st.sampled_from(
        ["No", "None", "Nil", "Not", "Without", "Never", "Denies", "Isn\u2019t", "Has no"]
    ),
    st.sampled_from(
        ["autism", "hearing loss", "speech", "sight", "Sam Example", "wheelchair", "epilepsy"]
    ),
)
def test_negated_condition_is_never_counted_as_a_disability(negation: str, condition: str) -> None:
    assert disability(f"{negation} {condition}") is None
