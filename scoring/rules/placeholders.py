"""Detects placeholders typed instead of an answer: "TBC", "N/K", a full stop, invisible characters."""

import re
import unicodedata
from functools import cache

from scoring.answers.parsing import normalisation
from scoring.definition.model import Instrument

_NOT_A_LETTER = re.compile(r"[\W\d_]")


def is_placeholder(instrument: Instrument, text: str) -> bool:
    """Reports whether a text is one of the definition's placeholders. Only letters count: "T.B.C." is "tbc"."""
    return _letters(text) in _all_letters(instrument.placeholders.words)


def says_something(instrument: Instrument, text: str) -> bool:
    """Reports whether a text contains a letter or a number and is not a placeholder, such as "None known"."""
    return normalisation.has_letter_or_number(text) and not is_placeholder(instrument, text)


def names_something(instrument: Instrument, text: str) -> bool:
    """Reports whether a text names a person or a condition: "TBC Monday" and "none that we know of" do not."""
    words = " ".join(_plain(text).replace("-", " ").split())
    return (
        normalisation.has_letter(text)
        and not _is_empty_phrase(instrument, text)
        and not any(
            re.match(rf"{re.escape(start)}(?!\w)", words)
            for start in instrument.placeholders.starts
        )
    )


def gives_a_reason(instrument: Instrument, text: str) -> bool:
    """Reports whether a text can be a reason: it contains a word, and says more than "as above" or "xxxx"."""
    letters = _letters(text)
    return (
        normalisation.has_word(text)
        and len(set(letters)) > 1
        and not _is_empty_phrase(instrument, text)
    )


def _is_empty_phrase(instrument: Instrument, text: str) -> bool:
    empty = _all_letters(instrument.placeholders.reasonless)
    return is_placeholder(instrument, text) or _letters(text) in empty


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", normalisation.visible(text)).casefold()


def _letters(text: str) -> str:
    return _NOT_A_LETTER.sub("", _plain(text))


@cache
def _all_letters(texts: frozenset[str]) -> frozenset[str]:
    """Returns the letters of each of the definition's texts. Every name is compared with them at each key press."""
    return frozenset(map(_letters, texts))
