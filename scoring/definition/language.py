"""The data model of the words to look at again, which can put the blame on a child: reasons and suggestions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """Words with one reason. `forms` are looked for, except inside the longer phrases in `unless`.

    In both, ``a|b`` is either word and ``a?`` may be left out. `why` is one sentence. `instead` holds one or two
    suggestions.
    """

    id: str
    forms: tuple[str, ...]
    unless: tuple[str, ...]
    why: str
    instead: tuple[str, ...]
    reference: str


# Compared by identity, so that searches can be cached without comparing every entry.
@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """The whole list, with the source of its idea."""

    source: str
    entries: tuple[Entry, ...]
