"""Parses dates typed into three boxes. Accepts month names and unknown parts left blank. Reads no clock."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from scoring.answers.parsing.normalisation import visible

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
FIRST_YEAR, LAST_YEAR = 1900, 2100
_LEAP_YEAR = 2000
_ORDINAL = re.compile(r"^([0-9]{1,2})(?:st|nd|rd|th)$", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A date as typed. `value` is set if the date is complete and exists; `fault` describes why it is invalid."""

    day: str
    month: str
    year: str
    value: date | None = None
    fault: str = ""

    def __bool__(self) -> bool:
        """Reports whether anything was typed."""
        return bool(self.day or self.month or self.year)

    def __str__(self) -> str:
        """Returns the date in words if it is complete and exists, otherwise the text as typed."""
        if self.value:
            return in_words(self.value)
        month = month_number(self.month)
        name = MONTHS[month - 1] if month else self.month
        return " ".join(part for part in (self.day, name, self.year) if part)


def earliest(typed: TypedDate) -> date | None:
    """Returns the earliest day that a typed date could be; None if it is invalid or has no year."""
    year = _number(typed.year, FIRST_YEAR, LAST_YEAR)
    if typed.fault or year is None:
        return None
    return date(year, month_number(typed.month) or 1, _day_number(typed.day) or 1)


def latest(typed: TypedDate) -> date | None:
    """Returns the latest day that a typed date could be; None if it is invalid or has no year."""
    first = earliest(typed)
    if first is None or typed.value:
        return typed.value
    month = month_number(typed.month) or 12
    last = date(first.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last.replace(day=_day_number(typed.day) or last.day)


def is_after(day: date | None, today: date | None) -> bool:
    """Reports whether a day is after today. False if either is not known."""
    return day is not None and today is not None and day > today


def in_words(value: date) -> str:
    """Returns a date such as 27 March 2011, the same in every locale."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def from_parts(day: str, month: str, year: str) -> TypedDate:
    """Parses the three parts of a date. Blank parts are allowed; a part, or a whole date, that cannot exist is a fault.

    Invisible characters are removed first. 31 February is a fault; it does not become 3 March.
    """
    day, month, year = visible(day), visible(month), visible(year)
    number, fault = _day_number(day), ""
    month_no, year_no = month_number(month), _number(year, FIRST_YEAR, LAST_YEAR)
    if day and number is None:
        fault = "must have a day from 1 to 31"
    elif month and month_no is None:
        fault = "must have a month from 1 to 12, or its name"
    elif year and year_no is None:
        fault = f"must include a 4-digit year from {FIRST_YEAR} to {LAST_YEAR}"
    elif number and month_no and not day_exists(year_no or _LEAP_YEAR, month_no, number):
        fault = "must be a real date"
    value = (
        date(year_no, month_no, number) if not fault and year_no and month_no and number else None
    )
    return TypedDate(day, month, year, value, fault)


def from_iso(text: str) -> TypedDate | None:
    """Parses ``2011-03-27``; returns None for any other format. A date that does not exist gets a fault."""
    match = _ISO.fullmatch(text)
    return from_parts(match[3], match[2], match[1]) if match else None


def month_number(text: str) -> int | None:
    """Returns 1 to 12 for a number, a month's name or at least its first three letters; None for anything else."""
    number = _number(text, 1, 12)
    if number:
        return number
    word = text.strip().rstrip(".").lower()
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(word)), None)


def whole_years(birth: date, on: date) -> int:
    """Returns an age in whole years. In a common year, a person born on 29 February turns a year older on 1 March."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _day_number(text: str) -> int | None:
    return _number(_ORDINAL.sub(r"\1", text), 1, 31)


def _number(text: str, low: int, high: int) -> int | None:
    # ASCII digits only. `int` would also accept full-width digits and signs, which can be misread on paper.
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        return None
    return int(text) if low <= int(text) <= high else None


def day_exists(year: int, month: int, day: int) -> bool:
    """Reports whether a date exists. Any year is accepted, because leap years repeat every 400 years."""
    try:
        date(2000 + year % 400, month, day)
    except ValueError:
        return False
    return True
