"""Warns about dates in entries of the case record that cannot be read, or that are after today."""

from datetime import date

from scoring.answers.model import Entries
from scoring.answers.parsing import dates, event_dates
from scoring.answers.reading.entries import LONGEST_DATE
from scoring.definition.entry_lists import EntryKind
from scoring.definition.model import Instrument
from scoring.errors import Problem

# Characters of a typed date that a warning repeats.
_LONGEST_SHOWN = 40


def warnings(instrument: Instrument, entries: Entries, today: date | None) -> tuple[Problem, ...]:
    """Returns a warning for each date of an entry that cannot be read, and for each that is after `today`."""
    return tuple(
        Problem(
            code,
            f"answers.{each.id}[{index}].{field.id}",
            f"{each.label}, the entry dated “{_short(entry[field.id])}”: {message}",
        )
        for each in instrument.record.lists
        for index, entry in enumerate(entries.get(each.id, ()))
        for field in each.fields
        if field.kind is EntryKind.WHEN and field.id in entry
        for code, message in _of_date(entry[field.id], today)
    )


def _short(text: str) -> str:
    """Returns what was typed as a date. A number would not help, because entries are shown and printed by date."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]} …"


def _of_date(text: str, today: date | None) -> tuple[tuple[str, str], ...]:
    event_date = event_dates.read(text[:LONGEST_DATE])
    if event_date is None:
        return (
            (
                "event-date",
                "the date does not exist or cannot be read, so this entry is printed last. Write the date with its "
                "year, such as 12 March 2026, March 2026, about March 2026 or 3 to 5 March 2026.",
            ),
        )
    if today and event_date.earliest > today:
        return (("future", f"the date is after today, {dates.in_words(today)}. Check it."),)
    return ()
