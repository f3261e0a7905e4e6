"""Tests of parsing typed dates: unknown parts stay blank, impossible dates are reported, nothing is guessed."""

import itertools
from datetime import date

import pytest

from scoring.answers.parsing.dates import (
    MONTHS,
    TypedDate,
    day_exists,
    earliest,
    from_iso,
    from_parts,
    in_words,
    is_after,
    latest,
    month_number,
    whole_years,
)

DAY = "must have a day from 1 to 31"
MONTH = "must have a month from 1 to 12, or its name"
YEAR = "must include a 4-digit year from 1900 to 2100"
REAL = "must be a real date"


def test_three_parts_make_a_date() -> None:
    assert from_parts("27", "3", "2011") == TypedDate("27", "3", "2011", date(2011, 3, 27))


def test_spaces_around_a_part_do_not_matter() -> None:
    assert from_parts(" 27", "3 ", "\t2011\n") == TypedDate("27", "3", "2011", date(2011, 3, 27))


@pytest.mark.parametrize(
    ("day", "number"),
    [("1st", 1), ("2nd", 2), ("3rd", 3), ("11th", 11), ("27th", 27), ("27TH", 27), ("07th", 7)],
)
def test_ordinal_day_is_read_and_kept_as_typed(day: str, number: int) -> None:
    assert from_parts(f" {day} ", "March", "2011") == TypedDate(
        day, "March", "2011", date(2011, 3, number)
    )
    assert str(from_parts(day, "3", "2011")) == f"{number} March 2011"
    assert str(from_parts(day, "March", "")) == f"{day} March"


def test_date_with_only_blank_parts_counts_as_blank() -> None:
    blank = from_parts("", " ", "")
    assert (bool(blank), str(blank), blank.value, blank.fault) == (False, "", None, "")


@pytest.mark.parametrize("parts", [("27", "", ""), ("", "3", ""), ("", "", "2011")])
def test_date_with_one_part_counts_as_typed_without_a_fault(parts: tuple[str, str, str]) -> None:
    typed = from_parts(*parts)
    assert (bool(typed), typed.value, typed.fault) == (True, None, "")


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        (("0", "3", "2011"), DAY),
        (("32", "3", "2011"), DAY),
        (("-1", "3", "2011"), DAY),
        (("+1", "3", "2011"), DAY),
        (("1.0", "3", "2011"), DAY),
        (("0th", "3", "2011"), DAY),
        (("32nd", "3", "2011"), DAY),
        (("001st", "3", "2011"), DAY),
        (("100th", "3", "2011"), DAY),
        (("27 th", "3", "2011"), DAY),
        (("27thx", "3", "2011"), DAY),
        (("about 5th", "3", "2011"), DAY),
        (("th", "3", "2011"), DAY),
        (("th27", "3", "2011"), DAY),
        (("\uff12\uff17th", "3", "2011"), DAY),
        (("27", "3rd", "2011"), MONTH),
        (("31st", "4", "2011"), REAL),
        (("\uff12\uff17", "3", "2011"), DAY),
        (("\u0662", "3", "2011"), DAY),
        (("00001", "3", "2011"), DAY),
        (("x" * 5000, "3", "2011"), DAY),
        (("9" * 5000, "3", "2011"), DAY),
        (("27", "0", "2011"), MONTH),
        (("27", "13", "2011"), MONTH),
        (("27", "Ma", "2011"), MONTH),
        (("27", "Marchh", "2011"), MONTH),
        (("27", "Brumaire", "2011"), MONTH),
        (("27", "3", "11"), YEAR),
        (("27", "3", "211"), YEAR),
        (("27", "3", "1899"), YEAR),
        (("27", "3", "2101"), YEAR),
        (("27", "3", "20111"), YEAR),
        (("", "", "11"), YEAR),
        (("31", "4", "2011"), REAL),
        (("31", "April", ""), REAL),
        (("30", "2", ""), REAL),
        (("30", "2", "2012"), REAL),
        (("29", "2", "2011"), REAL),
        (("29", "2", "1900"), REAL),
        (("29", "2", "2100"), REAL),
    ],
)
def test_impossible_date_is_kept_as_typed_with_its_fault(
    parts: tuple[str, str, str], fault: str
) -> None:
    assert from_parts(*parts) == TypedDate(*parts, None, fault)


def test_only_the_first_of_several_date_faults_is_reported() -> None:
    assert from_parts("0", "0", "0").fault == DAY


@pytest.mark.parametrize(
    "parts", [("29", "2", "2012"), ("29", "2", "2000"), ("1", "1", "1900"), ("31", "12", "2100")]
)
def test_dates_at_the_limits_are_valid(parts: tuple[str, str, str]) -> None:
    day, month, year = (int(part) for part in parts)
    assert from_parts(*parts).value == date(year, month, day)


@pytest.mark.parametrize("parts", [("29", "2", ""), ("31", "", "2011"), ("31", "1", "")])
def test_incomplete_date_that_can_still_become_valid_has_no_fault(
    parts: tuple[str, str, str],
) -> None:
    assert from_parts(*parts) == TypedDate(*parts)


NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def test_months_are_read_and_written_by_their_english_names() -> None:
    for number, name in enumerate(NAMES, 1):
        assert month_number(name) == number
        assert in_words(date(2011, number, 7)) == f"7 {name} 2011"


def test_month_is_read_from_its_name_or_its_first_letters() -> None:
    for number, name in enumerate(MONTHS, 1):
        for length in range(3, len(name) + 1):
            part = name[:length]
            months = {month_number(text) for text in (part, part.lower(), part.upper(), f"{part}.")}
            assert months == {number}


@pytest.mark.parametrize("text", ["", "m", "ju", "may 2011", "0", "13", "1.", "Mä", "ⅲ", "marX"])
def test_text_that_is_no_month_has_no_month_number(text: str) -> None:
    assert month_number(text) is None


def test_valid_date_is_written_with_the_month_in_words() -> None:
    assert in_words(date(2011, 3, 7)) == "7 March 2011"
    assert str(from_parts("07", "mar", "2011")) == "7 March 2011"


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("", "3", "2011"), "March 2011"),
        (("27", "", "2011"), "27 2011"),
        (("", "", "2011"), "2011"),
        (("31", "4", "2011"), "31 April 2011"),
        (("about 5", "spring", "'11"), "about 5 spring '11"),
    ],
)
def test_incomplete_or_impossible_date_is_shown_as_typed(
    parts: tuple[str, str, str], words: str
) -> None:
    assert str(from_parts(*parts)) == words


def test_an_iso_date_is_read_like_its_parts() -> None:
    assert from_iso("2011-03-27") == TypedDate("27", "03", "2011", date(2011, 3, 27))


def test_an_impossible_iso_date_has_its_fault() -> None:
    assert from_iso("2011-02-29") == TypedDate("29", "02", "2011", None, REAL)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2011-3-27",
        "27-03-2011",
        "2011-03-27\n",
        "2011-03-27T00:00",
        "\u0662\u0660\u0661\u0661-03-27",
        "2011\u201003\u201027",
    ],
)
def test_text_not_in_iso_format_is_not_read_as_a_date(text: str) -> None:
    assert from_iso(text) is None


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        (date(2008, 3, 2), date(2026, 3, 1), 17),
        (date(2008, 3, 2), date(2026, 3, 2), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2011, 12, 31), date(2012, 1, 1), 0),
        (date(2011, 1, 1), date(2011, 1, 1), 0),
        (date(1900, 1, 1), date(2100, 12, 31), 200),
    ],
)
def test_age_in_whole_years_increases_on_the_birthday(birth: date, on: date, age: int) -> None:
    assert whole_years(birth, on) == age


def test_exactly_the_days_of_the_calendar_are_valid_dates() -> None:
    for year in (1900, 2000, 2011, 2012):
        real = [
            from_parts(str(day), str(month), str(year)).value
            for month, day in itertools.product(range(1, 13), range(1, 32))
        ]
        days = [value for value in real if value is not None]
        assert days == [
            date.fromordinal(date(year, 1, 1).toordinal() + n) for n in range(len(days))
        ]
        assert days[-1] == date(year, 12, 31)


@pytest.mark.parametrize(
    ("parts", "first", "last"),
    [
        (("12", "3", "2026"), date(2026, 3, 12), date(2026, 3, 12)),
        (("", "3", "2026"), date(2026, 3, 1), date(2026, 3, 31)),
        (("", "November", "2026"), date(2026, 11, 1), date(2026, 11, 30)),
        (("", "12", "2026"), date(2026, 12, 1), date(2026, 12, 31)),
        (("", "2", "2026"), date(2026, 2, 1), date(2026, 2, 28)),
        (("", "2", "2028"), date(2028, 2, 1), date(2028, 2, 29)),
        (("", "", "2026"), date(2026, 1, 1), date(2026, 12, 31)),
        (("", "", "1900"), date(1900, 1, 1), date(1900, 12, 31)),
        (("", "", "2100"), date(2100, 1, 1), date(2100, 12, 31)),
        (("15th", "", "2026"), date(2026, 1, 15), date(2026, 12, 15)),
        (("31", "", "2026"), date(2026, 1, 31), date(2026, 12, 31)),
        # Without a year, or with a fault, no day can be named.
        (("12", "3", ""), None, None),
        (("", "", ""), None, None),
        (("31", "4", "2026"), None, None),
        (("x", "", "2026"), None, None),
        (("", "x", "2026"), None, None),
        (("", "", "26"), None, None),
    ],
)
def test_an_incomplete_date_has_the_first_and_last_day_that_it_can_be(
    parts: tuple[str, str, str], first: date | None, last: date | None
) -> None:
    typed = from_parts(*parts)
    assert (earliest(typed), latest(typed)) == (first, last)


@pytest.mark.parametrize(
    ("day", "today", "expected"),
    [
        (date(2026, 3, 13), date(2026, 3, 12), True),
        (date(2026, 3, 12), date(2026, 3, 12), False),
        (date(2026, 3, 11), date(2026, 3, 12), False),
        (None, date(2026, 3, 12), False),
        (date(2026, 3, 12), None, False),
        (None, None, False),
    ],
)
def test_a_day_is_after_today_only_if_both_are_known_and_it_is_later(
    day: date | None, today: date | None, expected: bool
) -> None:
    assert is_after(day, today) is expected


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (2028, 2, 29, True),
        (2026, 2, 29, False),
        (2000, 2, 29, True),
        (1900, 2, 29, False),
        (0, 2, 29, True),
        (9999, 12, 31, True),
        (9996, 2, 29, True),
        (2026, 13, 1, False),
        (2026, 4, 31, False),
        (2026, 4, 0, False),
    ],
)
def test_a_day_exists_in_the_calendar_of_any_year(
    year: int, month: int, day: int, expected: bool
) -> None:
    assert day_exists(year, month, day) is expected
