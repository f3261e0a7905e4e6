"""Dates as people type them: three boxes, month names accepted, parts that are not known left blank.

No clock: a date comes in or there is none.
"""

import re
from dataclasses import dataclass
from datetime import date

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
    """A date as typed. `value` is set when it is whole and real; `fault` says in what way it cannot be right."""

    day: str
    month: str
    year: str
    value: date | None = None
    fault: str = ""

    def __bool__(self) -> bool:
        """Whether anything was typed."""
        return bool(self.day or self.month or self.year)

    def __str__(self) -> str:
        """The date in words where it is real, else just what was typed."""
        if self.value:
            return in_words(self.value)
        month = month_number(self.month)
        name = MONTHS[month - 1] if month else self.month
        return " ".join(part for part in (self.day, name, self.year) if part)


def in_words(value: date) -> str:
    """27 March 2011, the same in every locale."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def from_parts(day: str, month: str, year: str) -> TypedDate:
    """Reads three typed parts. A blank part is no fault; a part or whole that cannot be right is one."""
    day, month, year = day.strip(), month.strip(), year.strip()
    number, fault = _number(_ORDINAL.sub(r"\1", day), 1, 31), ""
    month_no, year_no = month_number(month), _number(year, FIRST_YEAR, LAST_YEAR)
    if day and number is None:
        fault = "must have a day from 1 to 31"
    elif month and month_no is None:
        fault = "must have a month from 1 to 12, or its name"
    elif year and year_no is None:
        fault = f"must have a year of four figures from {FIRST_YEAR} to {LAST_YEAR}"
    elif number and month_no and not _exists(year_no or _LEAP_YEAR, month_no, number):
        fault = "must be a real date"
    value = (
        date(year_no, month_no, number) if not fault and year_no and month_no and number else None
    )
    return TypedDate(day, month, year, value, fault)


def from_iso(text: str) -> TypedDate | None:
    """Reads ``2011-03-27``; None where the text has another shape. An impossible date gets its fault."""
    match = _ISO.fullmatch(text)
    return from_parts(match[3], match[2], match[1]) if match else None


def month_number(text: str) -> int | None:
    """1 to 12 for a number, a month's name or its first three or more letters; None for anything else."""
    number = _number(text, 1, 12)
    if number:
        return number
    word = text.strip().rstrip(".").lower()
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(word)), None)


def whole_years(birth: date, on: date) -> int:
    """Age in whole years on a day. Somebody born on 29 February is a year older from 1 March of a common year."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _number(text: str, low: int, high: int) -> int | None:
    # Only plain figures: full-width ones and signs would look right on paper and not be what was meant.
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        return None
    return int(text) if low <= int(text) <= high else None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
