"""Compiles the words to look at again into one regular expression that passes over quotations.

It is made for small letters. Phrases are grouped by their first letters, because Python tries alternatives one by one.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from scoring.definition.language import Entry, Language

# Phrases are grouped by this many first letters. More letters make the expression larger but hardly faster.
_DEEPEST = 1
_APOSTROPHE = "['’]"
_BETWEEN = r"[\s\-\u2010\u2011]+"
# Not a part of a longer word or of a compound, such as “pre-claims”.
_START = r"(?<!\w)(?<!\w[\-\u2010\u2011])"
_END = r"(?![\w\u0300-\u036f])(?![\-\u2010\u2011]\w)"
# Each quotation mark is before the lookbehind that excludes a letter before it, because Python searches fastest for a
# literal first character.
_QUOTED = "|".join(
    [
        # Marks of feet and inches are not quotation marks.
        r"""[0-9]['’]\s?[0-9]{1,2}["”]""",
        # A quotation may be closed by the other kind of mark, where one was pasted.
        *(r'"[^"]*"', r'"[^”]*”', r'".*'),
        *(r"“[^”]*”", r'“[^"]*"', r"“.*"),
        *(r"„[^“”]*[“”]", r"„.*", r"«[^»]*»", r"«.*"),
        # An apostrophe after a plural looks like a closing mark. So the last one on the line closes the quotation.
        r"\u2018(?<!\w\u2018)(?:[^\u2018]*?’(?!\w)(?:[^\u2018\n]*’(?!\w))?|[^\n]*)",
        r"'(?<!\w')(?=\w)(?:[^'\n]|(?<=\w)'(?=\w)|\n(?!\n))*'(?!\w)(?:(?:[^'\n]|(?<=\w)'(?=\w))*'(?!\w))?",
    ]
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """The expression. A match of its group n belongs to ``entries[n - 1]``, and one of no group is passed over."""

    expression: re.Pattern[str]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase: its first word, the expression for the other words, and its entry; None for a phrase to ignore."""

    first: str
    rest: str
    entry: Entry | None


@cache
def compiled(language: Language) -> Pattern:
    """Returns the expression for a list of words."""
    unless = [(each, None) for entry in language.entries for each in entry.unless]
    forms = [(each, entry) for entry in language.entries for each in entry.forms]
    # The first that fits is taken, so the longest are tried first.
    forms.sort(key=lambda each: -each[0].count(" "))
    phrases = [
        _Phrase(first, "".join(map(_next, others)), entry)
        for phrase, entry in (*unless, *forms)
        for choices, *others in [phrase.lower().split(" ")]
        for first in choices.split("|")
    ]
    entries: list[Entry] = []
    either = _either(phrases, 0, entries)
    expression = re.compile(f"{_START}(?:{either}){_END}|{_QUOTED}", re.DOTALL)
    return Pattern(expression, tuple(entries))


def _either(phrases: list[_Phrase], depth: int, entries: list[Entry]) -> str:
    """Returns the expression for any of these phrases, from the letter at `depth` on. Appends each group's entry."""
    if depth == _DEEPEST:
        same = groupby(phrases, lambda each: (each.rest, each.entry))
        return "|".join(_phrases_pattern(list(group), depth, entries) for _, group in same)
    # Phrases that begin with other letters never fit at one place, so their order does not matter.
    phrases = sorted(phrases, key=lambda each: each.first[depth])
    return "|".join(
        f"{_letters(letter)}(?:{_either(list(group), depth + 1, entries)})"
        for letter, group in groupby(phrases, lambda each: each.first[depth])
    )


def _phrases_pattern(phrases: list[_Phrase], depth: int, entries: list[Entry]) -> str:
    """Returns the expression for phrases that differ only in their first word."""
    entry = phrases[0].entry
    first = "|".join(_letters(each.first[depth:]) for each in phrases)
    expression = f"(?:{first}){phrases[0].rest}"
    if entry is None:
        return expression
    entries.append(entry)
    # The group is at the end, so that it is set only if everything fits. What it holds is not used.
    return f"{expression}()"


def _next(word: str) -> str:
    """Returns the expression for another word of a phrase, with the space before it."""
    choices = "|".join(map(_letters, word.removesuffix("?").split("|")))
    pattern = f"{_BETWEEN}(?:{choices})"
    return f"(?:{pattern})?" if word.endswith("?") else pattern


def _letters(text: str) -> str:
    return _APOSTROPHE.join(map(re.escape, text.split("'")))
