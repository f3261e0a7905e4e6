"""Tests of strict and lenient reading: strict raises the first of the problems that lenient collects."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis_profiles import settings_for
from instrument_samples import INSTRUMENT
from strategies import answers, doubtful_answers, json_values, several_doubtful_answers

from scoring.answers.reading.problems import Problems
from scoring.answers.reading.reader import Answer, items, read
from scoring.errors import AnswersError, Problem


def collected(data: object) -> tuple[dict[str, Answer], list[Problem]]:
    problems: list[Problem] = []
    return dict(items(Problems(problems.append), INSTRUMENT, data, "answers")), problems


@settings_for(400)
@given(several_doubtful_answers() | doubtful_answers() | json_values | answers)
def test_strict_reader_raises_the_first_problem_of_the_lenient_reader(data: Any) -> None:
    _, problems = collected(data)
    if problems:
        with pytest.raises(AnswersError) as caught:
            read(INSTRUMENT, data)
        assert caught.value.problem == problems[0]
    else:
        read(INSTRUMENT, data)


@settings_for(200)
@given(answers)
def test_strict_and_lenient_readers_agree_on_valid_answers(data: Any) -> None:
    valid, problems = collected(data)
    strict = read(INSTRUMENT, data)
    assert problems == []
    assert set(valid) == strict.answered(INSTRUMENT.risk_category.id)
    assert {item: valid[item] for item in strict.ticks} == strict.ticks
    assert {item: valid[item] for item in strict.factors} == strict.factors
    assert {item: valid[item] for item in strict.entries} == strict.entries
    assert {item: valid[item] for item in strict.texts} == strict.texts


@settings_for(200)
@given(several_doubtful_answers())
def test_lenient_reader_keeps_the_valid_items_of_invalid_answers(data: dict[str, Any]) -> None:
    valid, problems = collected(data)
    wrong = {problem.path.split(".")[1].partition("[")[0] for problem in problems}
    sound = {item: value for item, value in data.items() if item not in wrong}
    assert {item: value for item, value in valid.items() if item not in wrong} == (
        collected(sound)[0]
    )


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        (7, ["answers"]),
        ({"x": 1, "gender": 7}, ["answers.gender", "answers.x"]),
        ({"factor-1": 9, "client-name": 7}, ["answers.client-name", "answers.factor-1"]),
        ({"date-of-birth": {"x": 1, "day": 7}}, ["answers.date-of-birth.x", "answers.date-of-birth.day"]),
        (
            {"basis-of-concerns": {"x": 1, "ticked": ["x", "incident", {}], "other": 7}},
            [
                "answers.basis-of-concerns.x",
                "answers.basis-of-concerns.ticked[0]",
                "answers.basis-of-concerns.ticked[2]",
                "answers.basis-of-concerns.other",
            ],
        ),
        (
            {"evidence": [7, {"known": "x", "basis": "x", "about": []}, {"about": "x"}]},
            ["answers.evidence[0]", "answers.evidence[1].basis", "answers.evidence[1].about"],
        ),
    ],
)  # fmt: skip
def test_lenient_reader_collects_every_problem_in_order(data: object, paths: list[str]) -> None:
    assert [problem.path for problem in collected(data)[1]] == paths


def test_lenient_reader_can_change_texts_before_checking_them() -> None:
    reported: list[Problem] = []
    problems = Problems(reported.append, lambda path, text: text.removeprefix(f"{path} "))
    data = {"gender": "answers.gender Female", "has-social-worker": "answers.has-social-worker Yes"}
    assert dict(items(problems, INSTRUMENT, data, "answers")) == {
        "gender": "Female",
        "has-social-worker": "Yes",
    }
