"""Event dates: reads a date as people write it, such as “about March 2026” or “3 to 5 March 2026”, for sorting.

The words stay as they were typed, and are printed so. Only the order of entries depends on what is read here.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from scoring.answers.parsing import dates
from scoring.answers.parsing.normalisation import visible

# Words before a date: how certain it is ("about"), and the names of weekdays.
_BEFORE = re.compile(
    r"^(?:(?:on|in|at|since|from|between|about|around|approximately|approx|circa|ca|c|roughly|before|after|by|early|mid|"
    r"late|the|beginning of|end of|start of|middle of|week of|week commencing|w/c|mon(?:day)?|tue(?:s(?:day)?)?|"
    r"wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b[.,-]?\s*|[~?(])+"
)
_TIME = re.compile(
    r",?\s*\b(?:at\s+)?(?:[0-9]{1,2}[:.][0-9]{2}(?:\s*[ap]\.?m\.?)?|[0-9]{1,2}\s*[ap]\.?m\.?)(?![0-9/.-])(?:\s*hrs?)?"
    r"|,?\s*\bat\s+(?:night|noon|midnight)\b"
)
_RANGE = re.compile(
    r"\s*(?:\bto\b|\band\b|\buntil\b|\btill\b|[–—]|\s-\s)\s*"
    r"|(?<=[0-9])-(?=[0-9]{1,2}(?:\s+[a-z]|[/.][0-9]{1,2}[/.]))"
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?")
_NUMBERS = re.compile(r"(?:([0-9]{1,2})[/.-])?([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})")
_WORDS = re.compile(
    r"(?:([0-9]{1,2}(?:st|nd|rd|th)?)(?:\s+of)?\s+)?([a-z]{3,9})\.?(?:,?\s+([0-9]{4}|'?[0-9]{2}))?"
)
_AMERICAN = re.compile(r"([a-z]{3,9})\.?\s+([0-9]{1,2}(?:st|nd|rd|th)?),?\s+([0-9]{4})")
_DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"[0-9]{4}")
# The first and last month of each season. Winter begins in the December of its year.
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}


@dataclass(frozen=True, slots=True)
class EventDate:
    """The first and last day that a typed date can mean."""

    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class _Parts:
    day: str = ""
    month: str = ""
    year: str = ""


@lru_cache(maxsize=2_048)
def read(text: str) -> EventDate | None:
    """Returns the days that a text means; None if it names no date with a year, or one that does not exist."""
    words = " ".join(visible(text).lower().split())
    words = _TIME.sub("", words).strip(" .,?)")
    first, *rest = (_BEFORE.sub("", each) for each in _RANGE.split(words))
    if len(rest) > 1:
        return None
    if not rest:
        return _one(first)
    last = _one(rest[0])
    start = _one(first) or _completed(first, rest[0])
    return (
        EventDate(start.earliest, last.latest)
        if start and last and start.earliest <= last.latest
        else None
    )


def order(texts: list[str]) -> list[int]:
    """Returns the positions of dated texts, earliest first. Those that cannot be read come last, as they were given."""
    event_dates = [read(text) for text in texts]
    dated = [(each.earliest, each.latest, n) for n, each in enumerate(event_dates) if each]
    return [
        *(n for _, _, n in sorted(dated)),
        *(n for n, each in enumerate(event_dates) if not each),
    ]


def _one(text: str) -> EventDate | None:
    season, _, year = text.partition(" ")
    if season in _SEASONS and _YEAR.fullmatch(year):
        first, last = _SEASONS[season]
        return _days(
            _Parts("", str(first), year), _Parts("", str(last), str(int(year) + (last < first)))
        )
    parts = _parts(text)
    return _days(parts, parts) if parts else None


def _parts(text: str) -> _Parts | None:
    """Returns day, month and year as typed; None if the text is not a date with a year."""
    if match := _ISO.fullmatch(text):
        return _Parts(match[3] or "", match[2], match[1])
    if match := _NUMBERS.fullmatch(text):
        return _Parts(match[1] or "", match[2], _century(match[3]))
    if match := _AMERICAN.fullmatch(text):
        return _Parts(match[2], match[1], match[3])
    if (match := _WORDS.fullmatch(text)) and match[3]:
        return _Parts(match[1] or "", match[2], _century(match[3]))
    return _Parts(year=text) if _YEAR.fullmatch(text) else None


def _completed(first: str, last: str) -> EventDate | None:
    """Returns the start of a range that takes its month or year from the end, such as “3” in “3 to 5 March 2026”."""
    end = _parts(last)
    if end is None:
        return None
    if match := _DAY.fullmatch(first):
        start = _Parts(match[1], end.month, end.year)
    elif match := _WORDS.fullmatch(first):
        start = _Parts(match[1] or "", match[2], end.year)
    else:
        return None
    return _days(start, start)


def _days(first: _Parts, last: _Parts) -> EventDate | None:
    start = dates.earliest(dates.from_parts(first.day, first.month, first.year))
    end = dates.latest(dates.from_parts(last.day, last.month, last.year))
    return EventDate(start, end) if start and end else None


def _century(year: str) -> str:
    return year if len(year) == 4 else f"20{year[-2:]}"
