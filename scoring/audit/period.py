"""The fixed periods of audit returns: financial years, from April to March, and their quarters.

With freely chosen periods, two returns could be made to differ by one child. With fixed periods they cannot.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from scoring.answers.parsing.dates import MONTHS
from scoring.errors import AnswersError

_FIRST_MONTH: Final = 4
_ID = re.compile("([0-9]{4})-([0-9]{2})(?:-[Qq]([1-4]))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A financial year (`quarter` 0) or one of its quarters (1 to 4)."""

    year: int
    quarter: int

    @property
    def id(self) -> str:
        """Returns the identifier: ``2026-27`` or ``2026-27-Q1``."""
        year = f"{self.year}-{(self.year + 1) % 100:02d}"
        return f"{year}-Q{self.quarter}" if self.quarter else year

    @property
    def months(self) -> tuple[str, ...]:
        """Returns the months of the period, such as ``2026-04``, first to last."""
        first = 3 * (self.quarter - 1) if self.quarter else 0
        count = 3 if self.quarter else 12
        numbers = [self.year * 12 + _FIRST_MONTH - 1 + first + each for each in range(count)]
        return tuple(f"{each // 12}-{each % 12 + 1:02d}" for each in numbers)

    @property
    def label(self) -> str:
        """Returns the name for people, which no spreadsheet interprets as a date."""
        first, last = in_words(self.months[0]), in_words(self.months[-1])
        quarter = f", quarter {self.quarter}" if self.quarter else ""
        return f"Financial year {self.year} to {self.year + 1}{quarter} ({first} to {last})"

    def has_ended(self, today: str) -> bool:
        """Reports whether a day such as ``2026-11-29`` is after the period."""
        return today[:7] > self.months[-1]


def parse(text: str) -> Period:
    """Parses an identifier; raises AnswersError for any other text."""
    match = _ID.fullmatch(text)
    if match is None or int(match[2]) != (int(match[1]) + 1) % 100:
        raise AnswersError(
            "period",
            "period",
            "must be a financial year such as 2026-27, or a quarter such as 2026-27-Q1",
        )
    return Period(int(match[1]), int(match[3] or 0))


def offered(months: Iterable[str]) -> tuple[Period, ...]:
    """Returns the periods that include any of these months: years first, then quarters, the latest first."""
    periods = set()
    for month in months:
        year, number = int(month[:4]), int(month[5:])
        months_since_april = (number - _FIRST_MONTH) % 12
        start = year if number >= _FIRST_MONTH else year - 1
        periods |= {Period(start, 0), Period(start, months_since_april // 3 + 1)}
    years, quarters = (
        [each for each in periods if bool(each.quarter) is is_quarter]
        for is_quarter in (False, True)
    )
    return (*sorted(years, reverse=True), *sorted(quarters, reverse=True))


def in_words(month: str) -> str:
    """Returns a month such as ``2026-04`` in words: April 2026."""
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"


def in_a_table(month: str) -> str:
    """Returns a month in the SDMX format, such as 2026-M04, which no spreadsheet interprets as a date."""
    return f"{month[:4]}-M{month[5:]}"
