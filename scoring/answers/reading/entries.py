"""Reads and checks the entries of the case record, such as events and evidence."""

from collections.abc import Mapping
from datetime import date

from scoring.answers.parsing import dates, event_dates
from scoring.answers.parsing.values import mapping, only, string
from scoring.definition.entry_lists import ABOUT, EntryField, EntryKind, EntryList
from scoring.definition.model import Instrument
from scoring.errors import AnswersError, Problem
from scoring.limits import ENTRIES

# The texts of one entry by the ids of its fields, and what it is about by `ABOUT`. Blank texts are absent.
Entry = Mapping[str, str]
Entries = Mapping[str, tuple[Entry, ...]]
# A date is read if it is no longer than this.
_LONGEST_DATE = 80


def read_entries(
    instrument: Instrument, entry_list: EntryList, path: str, value: object
) -> tuple[Entry, ...]:
    """Reads the entries of a list from decoded JSON. Blank texts and blank entries are left out.

    Raises AnswersError, naming the path, for a wrong type, an unknown field, a choice or a subject that is not offered,
    and more entries than `limits.ENTRIES`.
    """
    if value is None:
        return ()
    if not isinstance(value, list):
        raise AnswersError("type", path, "must be a list")
    if len(value) > ENTRIES:
        raise AnswersError(
            "too-many",
            path,
            f"must have {ENTRIES} entries or fewer: attach the others to the referral as a document",
        )
    subjects = instrument.subjects(entry_list)
    known = (*((ABOUT,) if entry_list.about else ()), *(field.id for field in entry_list.fields))
    found = [
        _entry(entry_list, known, subjects, f"{path}[{index}]", each)
        for index, each in enumerate(value)
    ]
    return tuple(each for each in found if each)


def _entry(
    entry_list: EntryList,
    known: tuple[str, ...],
    subjects: Mapping[str, str],
    path: str,
    value: object,
) -> dict[str, str]:
    """Returns the texts of one entry; nothing if it is blank, even if it says what it is about.

    `known` are the keys that it may have.
    """
    given = mapping(value, path)
    only(given, known, f"{path}.", "a field of this list")
    # A long list is read again at each key press, so nothing is done for a text that is absent.
    texts = {
        field.id: text
        for field in entry_list.fields
        if (value := given.get(field.id)) not in (None, "")
        if (text := _text(field, f"{path}.{field.id}", value))
    }
    subject = string(f"{path}.{ABOUT}", given[ABOUT]) if ABOUT in given else ""
    if subject and subject not in subjects:
        raise AnswersError(
            "not-offered", f"{path}.{ABOUT}", "must be a factor or a box of this instrument"
        )
    return {ABOUT: subject, **texts} if texts and subject else texts


def _text(field: EntryField, path: str, value: object) -> str:
    text = string(path, value)
    if text and field.kind is EntryKind.CHOICE and text not in field.choices:
        raise AnswersError("not-offered", path, "must be one of the answers offered")
    return text


def in_order(entry_list: EntryList, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Returns the entries sorted by their date. Those without a date that can be read come last."""
    return tuple(entries[each] for each in order(entry_list, entries))


def order(entry_list: EntryList, entries: tuple[Entry, ...]) -> list[int]:
    """Returns the positions of the entries, sorted by their date. A list without dates keeps its order."""
    when = entry_list.when
    return event_dates.order([each.get(when, "")[:_LONGEST_DATE] for each in entries])


def warnings(instrument: Instrument, entries: Entries, today: date | None) -> tuple[Problem, ...]:
    """Returns a warning for each date of an entry that cannot be read, and for each that is after `today`."""
    return tuple(
        Problem(
            code,
            f"answers.{each.id}[{index}].{field.id}",
            f"{each.label}, entry {index + 1}: {message}",
        )
        for each in instrument.record.lists
        for index, entry in enumerate(entries.get(each.id, ()))
        for field in each.fields
        if field.kind is EntryKind.WHEN and field.id in entry
        for code, message in _of_date(entry[field.id], today)
    )


def _of_date(text: str, today: date | None) -> tuple[tuple[str, str], ...]:
    found = event_dates.read(text[:_LONGEST_DATE])
    if found is None:
        return (
            (
                "event-date",
                "the date cannot be read, so this entry is printed last. Write the date with its year, such as "
                "12 March 2026, March 2026, about March 2026 or 3 to 5 March 2026.",
            ),
        )
    if today and found.earliest > today:
        return (("future", f"the date is after today, {dates.in_words(today)}. Check it."),)
    return ()
