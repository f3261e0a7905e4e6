"""Tests of validation: an impossible answer is a problem, an unusual one is a warning, a blank is neither."""

import pytest
from instrument_samples import INSTRUMENT, parsed

from scoring.answers.checking.validation import problems, warnings
from scoring.errors import Problem


def parts(day: int, month: int, year: int) -> dict[str, str]:
    return {"day": str(day), "month": str(month), "year": str(year)}


def test_blank_answers_have_no_problem_and_no_warning() -> None:
    assert (problems(INSTRUMENT, parsed({})), warnings(INSTRUMENT, parsed({}))) == ((), ())


def test_an_impossible_date_is_a_problem_with_the_fields_name() -> None:
    answers = parsed({"date-completed": parts(31, 4, 2026)})
    assert problems(INSTRUMENT, answers) == (
        Problem("date", "answers.date-completed", "Date form completed must be a real date"),
    )


def test_a_birth_date_after_the_completion_date_is_one_problem_at_the_birth_date() -> None:
    answers = parsed({"date-of-birth": parts(2, 3, 2026), "date-completed": parts(1, 3, 2026)})
    assert problems(INSTRUMENT, answers) == (
        Problem(
            "order",
            "answers.date-of-birth",
            "Date of Birth must not be after “Date form completed”",
        ),
    )


def test_dates_on_the_day_of_birth_are_no_problem() -> None:
    day = parts(2, 3, 2011)
    dates = (
        "date-of-birth",
        "date-completed",
        "date-agreed",
        "analysis-date-of-birth",
        "analysis-date",
    )
    assert problems(INSTRUMENT, parsed(dict.fromkeys(dates, day))) == ()


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("date-agreed", "Date the level was agreed must not be before “Date of Birth”"),
        ("analysis-date", "DATE OF ANALYSIS must not be before “Date of Birth”"),
    ],
)
def test_date_before_the_date_of_birth_is_a_problem(item: str, message: str) -> None:
    answers = parsed({"date-of-birth": parts(2, 3, 2011), item: parts(1, 3, 2011)})
    assert problems(INSTRUMENT, answers) == (Problem("order", f"answers.{item}", message),)


def test_incomplete_dates_are_not_compared() -> None:
    answers = parsed({"date-of-birth": {"year": "2026"}, "date-completed": parts(1, 3, 2011)})
    assert problems(INSTRUMENT, answers) == ()


def test_an_impossible_date_is_not_compared() -> None:
    answers = parsed({"date-of-birth": parts(30, 2, 2026), "date-completed": parts(1, 3, 2011)})
    assert [problem.code for problem in problems(INSTRUMENT, answers)] == ["date"]


@pytest.mark.parametrize("fault", [{"day": "31", "month": "4", "year": "2011"}, {"month": "13"}])
def test_fault_in_a_date_and_in_its_copy_is_reported_once(fault: dict[str, str]) -> None:
    answers = parsed({"date-of-birth": fault, "analysis-date-of-birth": fault})
    assert [each.path for each in problems(INSTRUMENT, answers)] == ["answers.date-of-birth"]


def test_completion_date_before_birth_is_reported_once_if_the_analysis_repeats_it() -> None:
    dates = {"date-completed": parts(1, 3, 2011), "analysis-date": parts(1, 3, 2011)}
    answers = parsed({"date-of-birth": parts(2, 3, 2011), **dates})
    assert [each.path for each in problems(INSTRUMENT, answers)] == ["answers.date-of-birth"]


def test_different_fault_in_a_copied_date_is_reported_too() -> None:
    answers = parsed(
        {"date-of-birth": parts(31, 4, 2011), "analysis-date-of-birth": parts(31, 6, 2011)}
    )
    assert [each.path for each in problems(INSTRUMENT, answers)] == [
        "answers.date-of-birth",
        "answers.analysis-date-of-birth",
    ]


DIFFERS = Problem(
    "differs", "answers.analysis-date-of-birth", "DOB must be the same as “Date of Birth”"
)


@pytest.mark.parametrize("day", [1, 3])
def test_different_second_date_of_birth_is_one_problem_whether_earlier_or_later(day: int) -> None:
    answers = parsed(
        {"date-of-birth": parts(2, 3, 2011), "analysis-date-of-birth": parts(day, 3, 2011)}
    )
    assert problems(INSTRUMENT, answers) == (DIFFERS,)


def test_different_second_date_of_birth_is_reported_beside_an_order_problem() -> None:
    dates = {"date-of-birth": parts(2, 3, 2026), "date-completed": parts(1, 3, 2026)}
    answers = parsed({**dates, "analysis-date-of-birth": parts(2, 3, 2011)})
    assert problems(INSTRUMENT, answers) == (
        Problem(
            "order",
            "answers.date-of-birth",
            "Date of Birth must not be after “Date form completed”",
        ),
        DIFFERS,
    )


@pytest.mark.parametrize("completed", [parts(1, 3, 2026), parts(1, 3, 2011)])
def test_the_same_date_of_birth_typed_in_another_way_adds_no_problem(
    completed: dict[str, str],
) -> None:
    dates = {"date-of-birth": parts(2, 3, 2011), "date-completed": completed}
    typed = {"day": "02", "month": "March", "year": "2011"}
    alone = problems(INSTRUMENT, parsed(dates))
    assert problems(INSTRUMENT, parsed({**dates, "analysis-date-of-birth": typed})) == alone


@pytest.mark.parametrize(
    ("birth", "copy"),
    [
        ({}, parts(2, 3, 2011)),
        (parts(2, 3, 2011), {}),
        ({"month": "3", "year": "2009"}, parts(2, 3, 2011)),
        (parts(2, 3, 2011), {"year": "2009"}),
    ],
)
def test_dates_of_birth_are_compared_only_if_both_are_complete(
    birth: dict[str, str], copy: dict[str, str]
) -> None:
    answers = parsed({"date-of-birth": birth, "analysis-date-of-birth": copy})
    assert problems(INSTRUMENT, answers) == ()


@pytest.mark.parametrize(
    ("birth", "copy", "expected"),
    [
        (
            parts(31, 4, 2011),
            parts(1, 5, 2011),
            Problem("date", "answers.date-of-birth", "Date of Birth must be a real date"),
        ),
        (
            parts(1, 5, 2011),
            parts(31, 4, 2011),
            Problem("date", "answers.analysis-date-of-birth", "DOB must be a real date"),
        ),
    ],
)
def test_impossible_date_of_birth_is_reported_without_comparing_it_with_its_copy(
    birth: dict[str, str], copy: dict[str, str], expected: Problem
) -> None:
    answers = parsed({"date-of-birth": birth, "analysis-date-of-birth": copy})
    assert problems(INSTRUMENT, answers) == (expected,)


def test_analysis_date_may_differ_from_the_completion_date() -> None:
    answers = parsed(
        {
            "date-of-birth": parts(2, 3, 2011),
            "date-completed": parts(1, 3, 2026),
            "analysis-date": parts(9, 3, 2026),
        }
    )
    assert problems(INSTRUMENT, answers) == ()


def test_problems_are_in_the_order_of_the_form() -> None:
    answers = parsed(
        {
            "analysis-date": parts(0, 1, 2026),
            "date-agreed": parts(1, 13, 2026),
            "date-completed": parts(1, 1, 26),
            "date-of-birth": parts(31, 6, 2011),
            "analysis-date-of-birth": parts(32, 1, 2011),
        }
    )
    assert [(problem.path, problem.message) for problem in problems(INSTRUMENT, answers)] == [
        ("answers.date-of-birth", "Date of Birth must be a real date"),
        (
            "answers.date-completed",
            "Date form completed must include a 4-digit year from 1900 to 2100",
        ),
        (
            "answers.date-agreed",
            "Date the level was agreed must have a month from 1 to 12, or its name",
        ),
        ("answers.analysis-date-of-birth", "DOB must have a day from 1 to 31"),
        ("answers.analysis-date", "DATE OF ANALYSIS must have a day from 1 to 31"),
    ]


TWO_NAMES = Problem(
    "differs",
    "answers.analysis-name",
    "NAME OF YOUNG PERSON is not the same as “Client’s Name”. Both are printed as you typed them.",
)


def test_different_names_of_the_child_are_a_warning_and_no_problem() -> None:
    answers = parsed({"client-name": "Sam Example", "analysis-name": "Alex Sample"})
    assert (problems(INSTRUMENT, answers), warnings(INSTRUMENT, answers)) == ((), (TWO_NAMES,))
    assert (answers.texts["client-name"], answers.texts["analysis-name"]) == (
        "Sam Example",
        "Alex Sample",
    )


@pytest.mark.parametrize(
    "names",
    [
        {"client-name": "Sam Example", "analysis-name": "Sam Example"},
        {"client-name": "Sam Example", "analysis-name": " SAM  Example\n"},
        {"client-name": "Sam Example"},
        {"client-name": "Sam Example", "analysis-name": " "},
        {"analysis-name": "Sam Example"},
        {"client-name": "", "analysis-name": "Sam Example"},
    ],
)
def test_single_or_equal_names_of_the_child_give_no_warning(names: dict[str, str]) -> None:
    assert warnings(INSTRUMENT, parsed(names)) == ()


def test_copied_dates_that_differ_give_no_warning() -> None:
    dates = {"date-of-birth": parts(2, 3, 2011), "date-completed": parts(1, 3, 2026)}
    typed = {"analysis-date-of-birth": parts(3, 3, 2011), "analysis-date": parts(9, 3, 2026)}
    assert warnings(INSTRUMENT, parsed({**dates, **typed})) == ()


def test_unusual_postcode_and_different_names_are_two_warnings() -> None:
    names = {"client-name": "Sam Example", "analysis-name": "Alex Sample"}
    both = warnings(INSTRUMENT, parsed({**names, "client-postcode": "UB8"}))
    assert [each.code for each in both] == ["postcode", "differs"]
    assert both[1] == TWO_NAMES


@pytest.mark.parametrize(
    "postcode",
    [
        "UB8 1UW",
        "ub81uw",
        " ub8  1uw ",
        "W1A 0AX",
        "M1 1AE",
        "EC1A 1BB",
        "B33 8TH",
        "CR2 6XH",
        "DN55 1PT",
    ],
)
def test_postcode_of_a_known_format_gives_no_warning(postcode: str) -> None:
    assert warnings(INSTRUMENT, parsed({"client-postcode": postcode})) == ()


@pytest.mark.parametrize(
    "postcode", ["UB8", "1UW UB8", "UB8 1UW x", "not known", "UB8 1U1", "\uff18UB 1UW", "ABC1 1AA"]
)
def test_postcode_of_an_unknown_format_is_a_warning_and_no_problem(postcode: str) -> None:
    answers = parsed({"client-postcode": postcode})
    assert warnings(INSTRUMENT, answers) == (
        Problem(
            "postcode",
            "answers.client-postcode",
            "Postcode does not look like a full postcode, such as UB8 1UW. It is kept as you typed it.",
        ),
    )
    assert problems(INSTRUMENT, answers) == ()
    assert answers.texts["client-postcode"] == postcode
