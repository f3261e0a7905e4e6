"""Reads language.toml, the words to look at again, or rejects it with the path of the fault."""

import re
from collections.abc import Iterable

from scoring import resources
from scoring.definition.language import Entry, Language
from scoring.definition.toml_table import Table, parse_format
from scoring.errors import DefinitionError

FORMAT = 1
# More suggestions than these would not be read.
MOST_SUGGESTIONS = 2
_WORD = r"[\w'&]+(?:\|[\w'&]+)*"
_PHRASE = re.compile(rf"{_WORD}(?:(?: {_WORD}\??)* {_WORD})?")


def load() -> Language:
    """Returns the words that this package ships; raises DefinitionError if the file is invalid."""
    return parse(resources.read("language.toml"))


def parse(text: str) -> Language:
    """Parses the text of a language file.

    Raises DefinitionError with the path of the first fault: invalid TOML, an unknown or missing key, a wrong type, a
    duplicate id, a phrase that occurs twice or cannot be read, or more than two suggestions.
    """
    top = parse_format(text, FORMAT)
    language = Language(top.text("source"), tuple(_entry(each) for each in top.tables("entries")))
    top.done()
    _all_different(entry.id for entry in language.entries)
    _all_different(form for entry in language.entries for form in entry.forms)
    return language


def _entry(table: Table) -> Entry:
    entry = Entry(
        id=table.text("id"),
        forms=table.texts("forms"),
        unless=table.texts("unless") if table.has("unless") else (),
        why=table.text("why"),
        instead=table.texts("instead"),
        reference=table.text("reference"),
    )
    table.done()
    for key, phrases in (("forms", entry.forms), ("unless", entry.unless)):
        for index, phrase in enumerate(phrases):
            if not _PHRASE.fullmatch(phrase):
                raise DefinitionError(
                    f"{table.at(key)}[{index}]",
                    "must be one or more words. Write one|other if either word will do. Write word? if the word "
                    "can be left out. It must stand between two other words",
                )
    if len(entry.instead) > MOST_SUGGESTIONS:
        raise DefinitionError(
            table.at("instead"), f"must be {MOST_SUGGESTIONS} suggestions or fewer"
        )
    return entry


def _all_different(names: Iterable[str]) -> None:
    phrases: set[str] = set()
    for name in names:
        if name in phrases:
            raise DefinitionError(name, "is used twice")
        phrases.add(name)
