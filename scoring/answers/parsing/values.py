"""Reads single values of decoded JSON: objects, keys and typed text."""

import re
from functools import lru_cache

from scoring.answers.parsing.normalisation import visible
from scoring.errors import AnswersError
from scoring.limits import TEXT

_KEY = re.compile("[a-z][a-z0-9-]{0,59}")
# Every line terminator becomes a newline. Removing one could join two telephone numbers.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# The other control characters, C0 (except tab and newline) and C1. They print as nothing or as boxes.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")

# Texts up to this length are cleaned once and remembered: each change of one answer sends all of them again.
_SHORT = 500


def mapping(value: object, path: str) -> dict[str, object]:
    """Returns a decoded JSON object; raises AnswersError for any other type."""
    if not isinstance(value, dict):
        raise AnswersError("type", path, "must be an object")
    return value


def safe_name(key: str) -> str:
    """Returns a key that is safe to show. An unfamiliar key may be text that a person typed, so it is not repeated."""
    return key if _KEY.fullmatch(key) else "(an unknown key)"


def clean(text: str) -> str:
    """Returns typed text with newlines as line ends, without control characters and lone surrogates."""
    without_surrogates = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", without_surrogates))


def string(path: str, value: object) -> str:
    """Returns a typed text, cleaned; empty if it contains no visible character.

    Raises AnswersError for another type and for a text that is too long.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        raise AnswersError("type", path, "must be text")
    if len(value) > TEXT:
        raise AnswersError(
            "too-long",
            path,
            f"must be {TEXT:,} characters or fewer. Shorten it, or attach it to the referral as a document",
        )
    return _short(value) if len(value) <= _SHORT else _cleaned_or_empty(value)


def short_text(path: str, value: object, most: int) -> str:
    """Returns a text that is not longer than a limit in characters, as it was typed; raises AnswersError otherwise."""
    if not isinstance(value, str):
        raise AnswersError("type", path, "must be text")
    if len(value) > most:
        raise AnswersError("too-long", path, f"must be {most} characters or fewer")
    return value


def _cleaned_or_empty(text: str) -> str:
    cleaned = clean(text)
    return cleaned if visible(cleaned) else ""


_short = lru_cache(maxsize=4_096)(_cleaned_or_empty)
