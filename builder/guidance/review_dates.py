"""When a page was reviewed, and when it is due again."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Review:
    """A page's review in words; `overdue` when the build's day is past the day it was due."""

    reviewed: str
    due: str
    overdue: bool


def of(reviewed: date, every_months: int, today: date) -> Review:
    """Return the words for a page that was reviewed on a day and is due after so many months."""
    due = months_later(reviewed, every_months)
    return Review(in_words(reviewed), in_words(due), today > due)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def in_words(day: date) -> str:
    """Return a day as people write it: 22 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


# Not strftime: its names of months depend on the machine's language.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
