"""Arranges the case record for printing: evidence beside its subject, and every other list by date."""

from dataclasses import dataclass

from scoring.answers.model import Answers, Entry
from scoring.answers.reading import entries
from scoring.definition.entry_lists import ABOUT, EntryList
from scoring.definition.model import Field, Instrument

# A list with more fields than fit beside each other is printed as one table for each entry.
_WIDEST = 5


@dataclass(frozen=True, slots=True)
class Listed:
    """A list with its entries in the order of their dates. If `is_wide`, each entry is printed as a separate table."""

    entry_list: EntryList
    entries: tuple[Entry, ...]
    is_wide: bool


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """The case record as it is printed.

    `beside` has the entries about each factor and each ticked box, by list and subject. `apart` has the other entries
    of these lists, with the label of what they are about. Every entry is in one of the two. `is_alone` is whether
    neither factors nor boxes are printed.
    """

    fields: tuple[Field, ...]
    lists: tuple[Listed, ...]
    beside: dict[tuple[str, str], tuple[Entry, ...]]
    apart: tuple[tuple[EntryList, tuple[tuple[str, Entry], ...]], ...]
    is_alone: bool = False

    def about(self, list_id: str, subject: str) -> tuple[Entry, ...]:
        """Returns the entries of a list that are printed beside a factor or a ticked box."""
        return self.beside.get((list_id, subject), ())

    def __bool__(self) -> bool:
        """Reports whether anything is printed under the heading of the case record."""
        return bool(self.fields or self.lists or self.apart)


def case_record(
    instrument: Instrument, answers: Answers, *, has_factors: bool = True, has_boxes: bool = True
) -> CaseRecord:
    """Returns what the report prints of the case record, without blank fields and lists.

    `has_factors` and `has_boxes` are false for a reduced copy without them: it does not say whether a box is ticked.
    """
    record = instrument.record
    grouped = [(each, _by_subject(each, answers)) for each in record.lists if each.about]
    factors = {factor.id for factor in instrument.factors}
    boxes = {f"{key}.{option}" for key, ticks in answers.ticks.items() for option in ticks.ticked}
    printed = boxes | (factors if has_factors else set())

    def label(subject: str, words: str) -> str:
        return f"{words} (not ticked)" if has_boxes and subject not in factors else words

    return CaseRecord(
        fields=tuple(field for field in record.fields if answers.texts.get(field.id)),
        lists=tuple(
            Listed(each, entries.in_order(each, listed), len(each.fields) > _WIDEST)
            for each in record.lists
            if not each.about and (listed := answers.entries_of(each.id))
        ),
        beside={
            (each.id, subject): listed
            for each, by_subject in grouped
            for subject, listed in by_subject.items()
            if subject in printed
        },
        apart=tuple(
            (each, apart)
            for each, by_subject in grouped
            if (
                apart := _apart(
                    {key: label(key, words) for key, words in instrument.subjects(each).items()},
                    by_subject,
                    printed,
                )
            )
        ),
        is_alone=not (has_factors or has_boxes),
    )


def _by_subject(entry_list: EntryList, answers: Answers) -> dict[str, tuple[Entry, ...]]:
    by_subject: dict[str, tuple[Entry, ...]] = {}
    for entry in entries.in_order(entry_list, answers.entries_of(entry_list.id)):
        subject = entry.get(ABOUT, "")
        by_subject[subject] = (*by_subject.get(subject, ()), entry)
    return by_subject


def _apart(
    labels: dict[str, str], by_subject: dict[str, tuple[Entry, ...]], printed: set[str]
) -> tuple[tuple[str, Entry], ...]:
    """Returns the entries about the whole case, then those about what is not printed, in the form's order."""
    return tuple(
        (labels[subject] if subject else "The whole case", entry)
        for subject in ("", *labels)
        if subject not in printed
        for entry in by_subject.get(subject, ())
    )
