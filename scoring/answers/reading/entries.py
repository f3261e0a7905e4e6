"""Reads the entries of the case record, such as events and evidence, and sorts them by their dates."""

from collections.abc import Mapping
from functools import partial

from scoring.answers.model import Entry
from scoring.answers.parsing import event_dates
from scoring.answers.parsing.values import mapping, string
from scoring.answers.reading.problems import Problems
from scoring.definition.entry_lists import ABOUT, EntryField, EntryKind, EntryList
from scoring.definition.model import Instrument
from scoring.errors import AnswersError
from scoring.limits import ENTRIES

# A date is read if it is no longer than this.
LONGEST_DATE = 80


def read_entries(
    problems: Problems, instrument: Instrument, entry_list: EntryList, path: str, value: object
) -> tuple[Entry, ...]:
    """Reads the entries of a list from decoded JSON. Blank texts and blank entries are left out.

    Raises AnswersError for another type. Reports an entry, a text or a subject that is not valid, an unknown field, and
    more entries than `limits.ENTRIES`.
    """
    if not isinstance(value, list):
        raise AnswersError("type", path, "must be a list")
    if len(value) > ENTRIES:
        problems.found(
            "too-many",
            path,
            f"must have {ENTRIES} entries or fewer. Attach the others to the referral as a document",
        )
    read = partial(_entry, _Shape(problems, instrument, entry_list))
    entries = (
        problems.attempt(read, f"{path}[{index}]", each)
        for index, each in enumerate(value[:ENTRIES])
    )
    return tuple(each for each in entries if each)


class _Shape:
    """What an entry of a list may hold, made once for all of its entries: a long list is read at each key press."""

    def __init__(self, problems: Problems, instrument: Instrument, entry_list: EntryList) -> None:
        self.problems = problems
        self.fields = {each.id: partial(_text, problems, each) for each in entry_list.fields}
        self.subject = partial(_subject, instrument.subjects(entry_list))
        self.known = (*((ABOUT,) if entry_list.about else ()), *self.fields)


def _entry(shape: _Shape, path: str, value: object) -> dict[str, str]:
    """Returns the texts of one entry; an empty result if all are blank, even if the entry has a subject."""
    raw = mapping(value, path)
    attempt = shape.problems.attempt
    shape.problems.unknown(raw, shape.known, f"{path}.", "a field of this list")
    texts = {
        key: text
        for key, read in shape.fields.items()
        if (typed := raw.get(key)) not in (None, "")
        if (text := attempt(read, f"{path}.{key}", typed))
    }
    if not texts or ABOUT not in raw or ABOUT not in shape.known:
        return texts
    subject = attempt(shape.subject, f"{path}.{ABOUT}", raw[ABOUT])
    return {ABOUT: subject, **texts} if subject else texts


def _text(problems: Problems, field: EntryField, path: str, value: object) -> str:
    text = problems.text(path, value)
    if text and field.kind is EntryKind.CHOICE and text not in field.choices:
        raise AnswersError("not-offered", path, "must be one of the answers offered")
    return text


def _subject(subjects: Mapping[str, str], path: str, value: object) -> str:
    subject = string(path, value)
    if subject and subject not in subjects:
        raise AnswersError("not-offered", path, "must be a factor or a box of this instrument")
    return subject


def in_order(entry_list: EntryList, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Returns the entries sorted by their date. Those without a date that can be read come last."""
    return tuple(entries[each] for each in order(entry_list, entries))


def order(entry_list: EntryList, entries: tuple[Entry, ...]) -> list[int]:
    """Returns the positions of the entries, sorted by their date. A list without dates keeps its order."""
    when = entry_list.when
    return event_dates.order([each.get(when, "")[:LONGEST_DATE] for each in entries])
