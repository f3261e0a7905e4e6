"""The data model of answers: what was read from a form or a file, and the names that a file uses for it.

A factor has three states: a number, not known, and not yet answered. Only the first has a number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from scoring.answers.parsing.dates import TypedDate

FORMAT: Final = "hillingdon-cse-answers"
# Version 2 (December 2026) has the case record. A file of version 1 is one without it, so nothing has to be converted.
VERSION: Final = 2
VERSIONS: Final = (1, 2)
NOT_KNOWN: Final = "not-known"
FactorAnswer = int | Literal["not-known"]
OTHER: Final = "other"
# The texts of one entry by the ids of its fields, and its subject by the key `ABOUT`. Blank texts are absent.
Entry = Mapping[str, str]
Entries = Mapping[str, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Ticks:
    """The boxes ticked in one list, in the order of the instrument, and the text beside its "Other"."""

    ticked: tuple[str, ...] = ()
    other: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """Validated answers. Blank items and factors not yet answered are absent from every mapping."""

    texts: Mapping[str, str]
    dates: Mapping[str, TypedDate]
    ticks: Mapping[str, Ticks]
    factors: Mapping[str, FactorAnswer]
    category: int | None
    entries: Entries = field(default_factory=dict)

    def date(self, field_id: str) -> TypedDate:
        """Returns the date typed in a field; an empty date if nothing was typed."""
        return self.dates.get(field_id, TypedDate("", "", ""))

    def ticks_of(self, list_id: str) -> Ticks:
        """Returns the ticks of a list; an empty `Ticks` if nothing was ticked."""
        return self.ticks.get(list_id, Ticks())

    def entries_of(self, list_id: str) -> tuple[Entry, ...]:
        """Returns the entries of a list of the case record; none if nothing was entered."""
        return self.entries.get(list_id, ())

    def answered(self, category_id: str) -> set[str]:
        """Returns the ids of the questions that have an answer. `category_id` is the id of the agreed level."""
        level = set() if self.category is None else {category_id}
        return level.union(self.texts, self.dates, self.ticks, self.factors, self.entries)
