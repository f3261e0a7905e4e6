"""Tests of parsing dates in free text, such as "about March 2026": they are read for sorting and never changed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.answers.parsing import event_dates
from scoring.answers.parsing.dates import in_words
from scoring.answers.parsing.event_dates import EventDate

DAY = (date(2026, 3, 12), date(2026, 3, 12))
MARCH = (date(2026, 3, 1), date(2026, 3, 31))
SOME_DAYS = (date(2026, 3, 3), date(2026, 3, 5))
READ = {
    "12 March 2026": DAY,
    "12th of March 2026": DAY,
    "12 Mar 26": DAY,
    "12 march '26": DAY,
    "March 12, 2026": DAY,
    "12/3/2026": DAY,
    "12.03.2026": DAY,
    "12-3-26": DAY,
    "2026-03-12": DAY,
    "Thursday 12 March 2026": DAY,
    "Thurs, 12 March 2026 at 14:30": DAY,
    "12 March 2026, 11pm": DAY,
    "10.30pm 12 Mar 2026": DAY,
    "12 March 2026 at night": DAY,
    "  on 12 March 2026. ": DAY,
    "12\u200b March 2026": DAY,
    "about 12 March 2026": DAY,
    "(about 12 March 2026?)": DAY,
    "March 2026": MARCH,
    "about March 2026": MARCH,
    "c. March 2026": MARCH,
    "early March 2026": MARCH,
    "mid-March 2026": MARCH,
    "3/2026": MARCH,
    "2026-03": MARCH,
    "in 2026": (date(2026, 1, 1), date(2026, 12, 31)),
    "3 to 5 March 2026": SOME_DAYS,
    "3rd to 5th March 2026": SOME_DAYS,
    "3-5 March 2026": SOME_DAYS,
    "3 – 5 March 2026": SOME_DAYS,
    "between 3 and 5 March 2026": SOME_DAYS,
    "3 March to 5 March 2026": SOME_DAYS,
    "3/3/2026 to 5/3/2026": SOME_DAYS,
    "3/3/2026-5/3/2026": SOME_DAYS,
    "March to May 2026": (date(2026, 3, 1), date(2026, 5, 31)),
    "December 2025 to March 2026": (date(2025, 12, 1), date(2026, 3, 31)),
    "2024 to 2026": (date(2024, 1, 1), date(2026, 12, 31)),
    "spring 2026": (date(2026, 3, 1), date(2026, 5, 31)),
    "summer 2026": (date(2026, 6, 1), date(2026, 8, 31)),
    "last seen winter 2025": None,
    "winter 2025": (date(2025, 12, 1), date(2026, 2, 28)),
    "": None,
    "soon": None,
    "March": None,
    "12 March": None,
    "12": None,
    "31 February 2026": None,
    "12 Octember 2026": None,
    "12/13/2026": None,
    "5 to 3 March 2026": None,
    "x to 3 March 2026": None,
    "3 to 5": None,
    "3 March to soon": None,
    "1 to 2 to 3 March 2026": None,
    "1 March 2026 to 2 March 2026 to 3 March 2026": None,
    "spring": None,
    "summer 26": None,
    # The last day of this winter is in a year that is not read.
    "winter 2100": None,
    "autumn 2100": (date(2100, 9, 1), date(2100, 11, 30)),
    "1899": None,
    "3 March 2026 to 5 March 2101": None,
    "12 March 2026 to 12 March 2026": DAY,
    "13 March 2026 to 12 March 2026": None,
}


@pytest.mark.parametrize("typed", READ)
def test_event_date_text_gives_the_expected_days_or_none(typed: str) -> None:
    days = READ[typed]
    assert event_dates.read(typed) == (days and EventDate(*days))


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_event_date_written_in_words_is_read_as_that_day(day: date) -> None:
    assert event_dates.read(in_words(day)) == EventDate(day, day)


@given(st.text(max_size=80))
def test_event_date_of_any_text_never_ends_before_it_begins(typed: str) -> None:
    event_date = event_dates.read(typed)
    assert event_date is None or event_date.earliest <= event_date.latest


@given(st.lists(st.sampled_from(sorted(READ)), max_size=12))
def test_event_date_order_has_every_entry_once_with_unreadable_dates_last(
    texts: list[str],
) -> None:
    order = event_dates.order(texts)
    assert sorted(order) == list(range(len(texts)))
    dates = [READ[texts[each]] for each in order]
    dated = [each for each in dates if each]
    assert dates == [*sorted(dated), *[None] * (len(dates) - len(dated))]
