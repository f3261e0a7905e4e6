"""Tests of the fixed periods of audit returns: financial years and their quarters, which never partly overlap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.audit.period import Period, in_a_table, offered, parse
from scoring.errors import AnswersError, Problem

months = st.builds("{}-{:02d}".format, st.integers(1900, 2199), st.integers(1, 12))


def test_financial_year_runs_from_april_to_march() -> None:
    year = parse("2026-27")
    assert (year.months[0], year.months[-1], len(year.months)) == ("2026-04", "2027-03", 12)
    assert year.label == "Financial year 2026 to 2027 (April 2026 to March 2027)"
    assert parse("1999-00").months[-1] == "2000-03"


def test_quarters_together_have_the_months_of_their_financial_year() -> None:
    quarters = [parse(f"2026-27-Q{number}") for number in range(1, 5)]
    assert tuple(month for each in quarters for month in each.months) == parse("2026-27").months
    assert (
        parse("2026-27-Q3").label
        == "Financial year 2026 to 2027, quarter 3 (October 2026 to December 2026)"
    )
    assert (
        parse("2026-27-q4").label
        == "Financial year 2026 to 2027, quarter 4 (January 2027 to March 2027)"
    )


@given(months, months)
def test_each_month_is_in_one_year_and_one_quarter(one: str, other: str) -> None:
    periods = offered([one, other])
    for month in (one, other):
        assert [bool(each.quarter) for each in periods if month in each.months] == [False, True]
    assert [parse(each.id) for each in periods] == list(periods)
    assert periods == (
        *sorted((each for each in periods if not each.quarter), reverse=True),
        *sorted((each for each in periods if each.quarter), reverse=True),
    )


@given(months, months)
def test_two_periods_are_disjoint_or_nested(one: str, other: str) -> None:
    for first in offered([one]):
        for second in offered([other]):
            shared = set(first.months) & set(second.months)
            assert shared in (set(), set(first.months), set(second.months))


def test_period_has_ended_on_the_day_after_its_last_day() -> None:
    assert [Period(2026, 0).has_ended(day) for day in ("2027-03-31", "2027-04-01")] == [False, True]
    assert [Period(2026, 1).has_ended(day) for day in ("2026-06-30", "2026-07-01")] == [False, True]


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-28", "2026-27-Q0", "2026-27-Q5", "26-27", "2026-27 "]
)
def test_text_that_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(AnswersError) as caught:
        parse(text)
    assert caught.value.problem == Problem(
        "period",
        "period",
        "must be a financial year such as 2026-27, or a quarter such as 2026-27-Q1",
    )


def test_month_in_a_table_cannot_be_read_as_a_date() -> None:
    assert in_a_table("2026-11") == "2026-M11"
