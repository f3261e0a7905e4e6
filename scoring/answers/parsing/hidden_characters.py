"""Removes invisible Unicode characters (bidirectional overrides, zero-width characters, tags) from text in files."""

import re
from unicodedata import normalize

from scoring.answers.parsing.values import clean

# Bidirectional overrides and isolates, zero-width characters, and format characters meant for programs. The plain
# direction marks (U+200E, U+200F, U+061C) are kept: text in two scripts needs them, and they cannot reverse text.
_NEVER = "\u200b\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufff9-\ufffb"
# The two joiners are invisible too, but Persian, Malayalam and emoji need them. They are kept after a
# visible character outside ASCII, so that typed text is unchanged and an English name cannot be split invisibly.
_JOINER = re.compile("(?<![^\\x00-\\x7f\\s\u200c\u200d])[\u200c\u200d]")
# Tag characters spell some flags, such as England's. Anywhere else they could hide text.
_FLAG = "(\U0001f3f4[\U000e0020-\U000e007f]+)"
_HIDDEN = re.compile(f"{_FLAG}|[{_NEVER}\U000e0000-\U000e007f]")


def tidy(text: str) -> str:
    """Returns text as it is stored: NFC, without invisible characters, control characters or lone surrogates."""
    return normalize("NFC", without(_composed(text)))


def without(text: str) -> str:
    """Returns the text without invisible characters."""
    return _JOINER.sub("", _HIDDEN.sub(lambda match: match[1] or "", text))


def has(text: str) -> bool:
    """Reports whether a text contains an invisible character."""
    composed = _composed(text)
    return without(composed) != composed


def _composed(text: str) -> str:
    # Compose first: composing turns some characters into ones after which a joiner must be removed.
    return normalize("NFC", clean(text))
