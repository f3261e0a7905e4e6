"""Characters that cannot be seen and can make a text read otherwise than it is: taken out of what comes from a file."""

import re
from unicodedata import normalize

from scoring.answers import clean

# What turns the direction of writing by force, what has no width, and marks for programs. The plain direction marks
# (U+200E, U+200F, U+061C) stay: a text of two scripts needs them, and they turn nothing round.
_NEVER = "\u200b\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufff9-\ufffb"
# The two joiners are hidden too, but Persian, Malayalam and emoji are spelt with them. They stay where such a
# character stands before them: so what people type comes back as it was, and a Latin name cannot be split unseen.
_JOINER = re.compile("(?<![^\\x00-\\x7f\\s\u200c\u200d])[\u200c\u200d]")
# Letters for programs, by which some flags (England's) are spelt, and in which anything else can be hidden.
_FLAG = "(\U0001f3f4[\U000e0020-\U000e007f]+)"
_HIDDEN = re.compile(f"{_FLAG}|[{_NEVER}\U000e0000-\U000e007f]")


def tidy(text: str) -> str:
    """The text as it is kept: without hidden, control and half characters, its accents composed (NFC)."""
    return normalize("NFC", without(_composed(text)))


def without(text: str) -> str:
    """The text without hidden characters."""
    return _JOINER.sub("", _HIDDEN.sub(lambda match: match[1] or "", text))


def has(text: str) -> bool:
    """Whether there is a hidden character in a text."""
    composed = _composed(text)
    return without(composed) != composed


def _composed(text: str) -> str:
    # Before anything is taken out, since composing turns some characters into plain ones that a joiner must not follow.
    return normalize("NFC", clean(text))
