"""Review dates of pages: when a page was reviewed, and when its next review is due."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Review:
    """A page's review dates in words; `overdue` is true if the build date is after the due date."""

    reviewed: str
    due: str
    overdue: bool


def of(reviewed: date, every_months: int, today: date) -> Review:
    """Return the review dates of a page, from the day of its review and the interval in months."""
    due = months_later(reviewed, every_months)
    return Review(in_words(reviewed), in_words(due), today > due)


def months_later(day: date, months: int) -> date:
    """Return the same day a number of months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def in_words(day: date) -> str:
    """Return a date such as 22 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


# strftime is not used, because its month names depend on the locale.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
