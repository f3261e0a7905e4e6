"""Tests of the prompts and warnings before printing. They never block, and they do not change the answers."""

from datetime import date

import pytest
from html_page import Page
from instrument_samples import CONTACTS, INSTRUMENT, assessed, parsed
from rule_cases import CASES

from scoring.answers.checking import validation
from scoring.errors import Problem
from scoring.report import renderer
from scoring.rules import prompts
from scoring.rules.findings import find, to_check
from scoring.rules.score import score

TODAY = date(2026, 11, 29)


def future(label: str, item: str) -> Problem:
    return Problem(
        "future",
        f"answers.{item}",
        f"{label} is after today’s date (29 November 2026). Check the date. "
        "If it is right, check the date on this device.",
    )


def warnings_for(answers: object, today: date | None = TODAY) -> list[Problem]:
    return list(validation.warnings(INSTRUMENT, parsed(answers), (), today))


@pytest.mark.parametrize("typed", ["2026-11-29", "2026-11-28", {"year": "2026"}, {"month": "12"}])
def test_date_that_may_be_today_or_earlier_gives_no_future_warning(typed: object) -> None:
    assert warnings_for({"date-agreed": typed}) == []


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-30",
        "2062-11-05",
        {"year": "2027"},
        {"month": "December", "year": "2026"},
        {"day": "2", "year": "2027"},
    ],
)
def test_a_date_after_today_is_a_warning_and_not_a_problem(typed: object) -> None:
    answers = {"date-agreed": typed}
    assert warnings_for(answers) == [future("Date the level was agreed", "date-agreed")]
    assert validation.problems(INSTRUMENT, parsed(answers)) == ()


def test_no_date_is_in_the_future_without_the_device_date() -> None:
    assert warnings_for({"date-agreed": "2099-01-01", "date-of-birth": "2099-01-01"}, None) == []


def test_a_copy_of_a_date_in_the_future_is_not_reported_twice() -> None:
    answers = {"date-completed": "2026-12-01", "analysis-date": "2026-12-01"}
    assert warnings_for(answers) == [future("Date form completed", "date-completed")]
    answers["analysis-date"] = "2026-12-02"
    assert warnings_for(answers)[1] == future("DATE OF ANALYSIS", "analysis-date")


@pytest.mark.parametrize(
    ("birth", "completed", "years"),
    [
        ("2000-11-29", "", 26),
        ("2000-11-30", "", None),
        ("1930-01-01", "2026-11-27", 96),
        ({"year": "1930"}, "2026-11-27", 95),
        ({"month": "2", "year": "1930"}, "2026-02-27", 95),
        ({"month": "2", "year": "1930"}, "2026-02-28", 96),
        # If the completion date is in the future, the age is that of today.
        ({"day": "31", "year": "1930"}, "2026-12-31", 95),
        ("2000-11-29", "2062-11-05", 26),
        ("2000-11-30", "2062-11-05", None),
        ({"month": "2", "year": "2000"}, "2026-02-28", None),
        ({"month": "12", "year": "2000"}, "2026-12-30", None),
        ({"month": "12", "year": "1999"}, "2026-12-30", 26),
        ({"month": "2"}, "2026-11-27", None),
        ("1930-02-31", "2026-11-27", None),
        ("2026-11-29", "", None),
    ],
)
def test_an_age_above_25_is_a_warning_at_the_date_of_birth(
    birth: object, completed: str, years: int | None
) -> None:
    warnings = warnings_for(
        {"date-of-birth": birth, "date-completed": completed}, date(2026, 11, 29)
    )
    ages = [each for each in warnings if each.code == "age"]
    assert [each.path for each in ages] == ["answers.date-of-birth"] * (years is not None)
    assert [f"{years} years old on" in each.message for each in ages] == [True] * len(ages)


def test_no_age_warning_is_given_without_a_date_to_compare() -> None:
    assert warnings_for({"date-of-birth": "1930-01-01"}, None) == []


def test_date_of_birth_after_the_completion_date_is_reported_once() -> None:
    partial = warnings_for(
        {"date-of-birth": {"year": "2028"}, "date-completed": "2026-11-27"}, None
    )
    assert [(each.code, each.message) for each in partial] == [
        (
            "age",
            "Date of Birth is after 27 November 2026. Check the date of birth and the date completed.",
        )
    ]
    # If the device's date is known, such a birth date is already reported as in the future. Two complete dates in the
    # wrong order are a problem.
    for birth in ({"year": "2028"}, "2028-01-01"):
        answers = {"date-of-birth": birth, "date-completed": "2026-11-27"}
        assert [each.code for each in warnings_for(answers)] == ["future"]
    this_month = {"date-of-birth": {"month": "11", "year": "2026"}, "date-completed": "2026-10-31"}
    assert [each.code for each in warnings_for(this_month, date(2026, 11, 1))] == ["age"]
    past = {"date-of-birth": "2025-01-01", "date-completed": "2024-01-01"}
    assert warnings_for(past) == []
    assert [each.code for each in validation.problems(INSTRUMENT, parsed(past))] == ["order"]


@pytest.mark.parametrize(
    ("now", "earlier", "items"),
    [
        ({"client-name": "Sam Example"}, {"client-name": "SAM  example"}, []),
        ({"client-name": "Sam O’Example"}, {"client-name": "Sam O'Example"}, []),
        ({"client-name": "Sam Example"}, {"client-name": "Alex Sample"}, ["client-name"]),
        ({"client-name": "Sam Example"}, {}, []),
        ({}, {"client-name": "Sam Example"}, []),
        ({"date-of-birth": "2011-03-27"}, {"date-of-birth": "2011-03-27"}, []),
        ({"date-of-birth": "2011-03-27"}, {"date-of-birth": "2012-03-27"}, ["date-of-birth"]),
        ({"date-of-birth": "2011-03-27"}, {"date-of-birth": {"year": "2012"}}, []),
        ({}, {"date-of-birth": "2012-03-27"}, []),
    ],
)
def test_an_earlier_assessment_of_another_child_is_a_warning(
    now: object, earlier: object, items: list[str]
) -> None:
    labels = {"client-name": "Client’s Name", "date-of-birth": "Date of Birth"}
    warnings = validation.warnings(INSTRUMENT, parsed(now), (parsed(earlier), parsed(now)), None)
    assert list(warnings) == [
        Problem(
            "another-child",
            f"answers.{item}",
            f"{labels[item]} is not the same as in an earlier assessment that is saved with this one. "
            "Check that they are all about the same child.",
        )
        for item in items
    ]


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [
        ("2011-03-27", {"year": "2010"}, True),
        ("2011-03-27", {"month": "4", "year": "2011"}, True),
        ({"year": "2010"}, "2011-03-27", True),
        ({"year": "2010"}, {"year": "2011"}, True),
        ("2011-03-27", {"month": "3", "year": "2011"}, False),
        ("2011-03-27", {"day": "28"}, False),
        ("2011-03-27", "2011-04-31", False),
        ("2011-03-27", {}, False),
    ],
)
def test_incompatible_dates_of_birth_are_a_warning(
    first: object, second: object, differs: bool
) -> None:
    codes = [
        each.code
        for each in warnings_for({"date-of-birth": first, "analysis-date-of-birth": second})
    ]
    assert codes == ["differs"] * differs


def test_two_different_complete_dates_of_birth_are_a_problem() -> None:
    answers = {"date-of-birth": "2011-03-27", "analysis-date-of-birth": "2011-03-28"}
    assert warnings_for(answers) == []
    assert [each.code for each in validation.problems(INSTRUMENT, parsed(answers))] == ["differs"]


def test_level_that_has_fallen_prompts_for_its_reason() -> None:
    answers, earlier = parsed({"risk-category": 2}), parsed({"risk-category": 3})
    assert prompts.prompts(INSTRUMENT, answers, score(INSTRUMENT, answers)) == ()
    fallen = score(INSTRUMENT, answers, (earlier,))
    assert [each.message for each in prompts.prompts(INSTRUMENT, answers, fallen)] == [
        "The level entered is lower than the level of an earlier assessment. Give the reason in words."
    ]


@pytest.mark.parametrize(("ticked", "verb"), [([], "may match"), (["going-missing"], "match")])
def test_level_below_a_match_prompts_for_its_reason_and_says_how_sure_the_match_is(
    ticked: list[str], verb: str
) -> None:
    answers = parsed({"risk-category": 1, "factor-1": 3, "basis-of-concerns": {"ticked": ticked}})
    raised = prompts.prompts(INSTRUMENT, answers, score(INSTRUMENT, answers))
    assert [each for each in raised if each.code == "reason"] == [
        Problem(
            "reason",
            "answers.level-reason",
            f"The level entered is lower than category 2, although the answers {verb} its wording. "
            "Give the reason in words.",
        )
    ]


def test_warnings_and_prompts_are_in_the_order_of_the_form() -> None:
    answers = {
        "client-name": "Sam Example",
        "analysis-name": "Alex Sample",
        "date-agreed": "2027-01-01",
        "date-of-birth": "1930-01-01",
        "factor-11": 4,
        "client-postcode": "UB8",
    }
    paths = to_check(INSTRUMENT, find(INSTRUMENT, assessed(answers), TODAY))
    assert [each.code for each in paths] == [
        "age",
        "postcode",
        "similar-behaviour",
        "future",
        "differs",
        "no-analysis",
    ]


def test_open_warnings_and_prompts_are_printed_in_the_report() -> None:
    answers = {"client-name": "Sam Example", "analysis-name": "Alex Sample", "factor-11": 4}
    text = Page(renderer.document(INSTRUMENT, CONTACTS, assessed(answers), TODAY)).text
    assert (
        "Check these before you send this assessment | NAME OF YOUNG PERSON is not the same as "
    ) in text
    assert (
        "Points for the worker to check | The form shows these because of the answers above."
        in text
    )


def test_every_prompt_is_in_one_rule_case_and_absent_from_another() -> None:
    prompts_of_cases = [
        set(case.expected["prompts"]) for case in CASES if "prompts" in case.expected
    ]
    ids = {each.id for each in INSTRUMENT.prompts}
    assert ids - set[str]().union(*prompts_of_cases) == set()
    assert {each for each in ids if all(each in codes for codes in prompts_of_cases)} == set()
