"""Warns about dates in entries of the case record that cannot be read, or that are after today."""

from datetime import date

from scoring.answers.model import Entries, Entry
from scoring.answers.parsing import dates, event_dates
from scoring.answers.reading.entries import LONGEST_DATE, order
from scoring.definition.entry_lists import ABOUT, EntryKind, EntryList
from scoring.definition.model import Instrument
from scoring.errors import Problem


def warnings(instrument: Instrument, entries: Entries, today: date | None) -> tuple[Problem, ...]:
    """Returns a warning for each date of an entry that cannot be read, and for each that is after `today`."""
    return tuple(
        Problem(
            code,
            f"answers.{each.id}[{index}].{field.id}",
            f"{_named(instrument, each, listed, index)}: {message}",
        )
        for each in instrument.record.lists
        if (listed := entries.get(each.id, ()))
        for index, entry in enumerate(listed)
        for field in each.fields
        if field.kind is EntryKind.WHEN and field.id in entry
        for code, message in _of_date(entry[field.id], today)
    )


def _named(
    instrument: Instrument, entry_list: EntryList, listed: tuple[Entry, ...], index: int
) -> str:
    """Returns the list, what the entry is about, and its number there in the order of dates, as shown and printed.

    What was typed is not repeated, because messages are also written to terminals and logs.
    """
    subject = listed[index].get(ABOUT, "")
    beside = [at for at in order(entry_list, listed) if listed[at].get(ABOUT, "") == subject]
    about = f" about {instrument.subjects(entry_list).get(subject, subject)}" if subject else ""
    return f"{entry_list.label}{about}, entry {beside.index(index) + 1}"


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
        return (("future", f"the date is after today’s date ({dates.in_words(today)}). Check it."),)
    return ()
