"""Finds words that can put the blame on a child (victim-blaming language) in what the worker wrote. It changes nothing.

Nothing inside quotation marks is found, because a child's own words stay as they are. In doubt, as where a quotation
mark is never closed, the text counts as quoted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from scoring.answers.model import Answers
from scoring.answers.parsing.normalisation import DEFAULT_IGNORABLE
from scoring.definition.entry_lists import EntryKind, EntryList
from scoring.definition.language import Entry, Language
from scoring.definition.model import FieldKind, Instrument
from scoring.rules.language_pattern import compiled

# Enough for the texts of a form with a long case record, so that a key press searches one text only.
_TEXTS = 256
_IGNORABLE = re.compile(f"[{DEFAULT_IGNORABLE}]")


@dataclass(frozen=True, slots=True)
class WordMatch:
    """Words found in a text, as they were typed: ``text[start:end]``.

    `units` is the start in UTF-16 units, as a browser counts.
    """

    entry: Entry
    words: str
    start: int
    end: int
    units: int


@dataclass(frozen=True, slots=True)
class AnswerMatch:
    """Words found at a place of the answers: ``answers.request`` or ``answers.chronology[2].event``."""

    path: str
    match: WordMatch


def words_to_check(
    language: Language, instrument: Instrument, answers: Answers
) -> tuple[AnswerMatch, ...]:
    """Returns the words to look at again, in the order of the form and of each text."""
    return tuple(
        AnswerMatch(path, match)
        for path, text in _written_texts(instrument, answers)
        for match in search(language, text)
    )


@lru_cache(maxsize=_TEXTS)
def search(language: Language, text: str) -> tuple[WordMatch, ...]:
    """Returns the words of the list in a text, outside quotation marks, in the order of the text."""
    at: range | list[int] = range(len(text))
    visible = text
    # Invisible characters, such as the soft hyphens of a pasted text, may be inside a word.
    if _IGNORABLE.search(text):
        at = [index for index in at if not _IGNORABLE.match(text[index])]
        visible = "".join(text[index] for index in at)
    pattern = compiled(language)
    spans = (
        (at[match.start()], at[match.end() - 1] + 1, pattern.entries[match.lastindex - 1])
        for match in pattern.expression.finditer(_small(visible))
        if match.lastindex
    )
    return tuple(
        WordMatch(
            entry,
            text[start:end],
            start,
            end,
            len(text[:start].encode("utf-16-le", "surrogatepass")) // 2,
        )
        for start, end, entry in spans
    )


def _small(text: str) -> str:
    """Returns a text of the same length in small letters. Only one capital has a small form of two characters."""
    return text.replace("\u0130", "i").lower()


def _written_texts(instrument: Instrument, answers: Answers) -> Iterator[tuple[str, str]]:
    """Yields path and text of every answer that the worker wrote in sentences, in the order of the form."""
    texts = {
        **{
            field.id: [(f"answers.{field.id}", answers.texts.get(field.id, ""))]
            for field in instrument.fields
            if field.kind is FieldKind.MULTILINE and not field.verbatim
        },
        **{
            each.id: [(f"answers.{each.id}.other", answers.ticks_of(each.id).other)]
            for each in instrument.tick_lists
        },
        **{each.id: list(_in_entries(each, answers)) for each in instrument.record.lists},
    }
    return ((path, text) for item in instrument.items for path, text in texts.get(item, ()) if text)


def _in_entries(entry_list: EntryList, answers: Answers) -> Iterator[tuple[str, str]]:
    for index, entry in enumerate(answers.entries_of(entry_list.id)):
        for field in entry_list.fields:
            if field.kind is EntryKind.MULTILINE:
                yield f"answers.{entry_list.id}[{index}].{field.id}", entry.get(field.id, "")
