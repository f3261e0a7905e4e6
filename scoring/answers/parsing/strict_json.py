"""Strict JSON parser for untrusted files: limits size and depth, and rejects duplicate keys and NaN."""

import json
import math
import re
from typing import Final

from scoring.errors import AnswersError
from scoring.limits import MESSAGE

DEEPEST: Final = 6

# Matches strings whole, so that brackets in them do not count. Possessive quantifiers prevent backtracking.
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)


def read(text: str, deepest: int = DEEPEST) -> object:
    """Returns the decoded value; raises AnswersError if the text is too long, too deep, not JSON or repeats a key."""
    if len(text) > MESSAGE:
        raise AnswersError("too-large", "", f"The file is longer than {MESSAGE:,} characters")
    # Check before parsing: deep nesting overflows the stack of WebAssembly, which Python cannot catch.
    if _depth(text) > deepest:
        raise AnswersError("too-deep", "", "The file has more levels than an assessment can have")
    try:
        return json.loads(
            text, object_pairs_hook=_no_doubles, parse_constant=_not_a_number, parse_float=_finite
        )
    except ValueError as error:
        if isinstance(error, json.JSONDecodeError) and error.msg == "Extra data":
            raise AnswersError(
                "trailing-data", "", f"The file has extra data after its end: {_place(error)}"
            ) from error
        raise AnswersError(
            "not-json", "", f"The file is not valid JSON: {_place(error)}"
        ) from error


def _place(error: ValueError) -> str:
    """Returns the position of the fault, without quoting the text, which may contain a child's details."""
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, column {error.colno}"
    return "it contains a number that is too long"


def _depth(text: str) -> int:
    depth = deepest = 0
    for token in _STRING_OR_BRACKET.findall(text):
        if token in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif token in "]}":
            depth -= 1
    return deepest


def _no_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise AnswersError("doubled-key", "", "The file has the same key twice in one object")
    return table


def _not_a_number(name: str) -> object:
    raise AnswersError("not-a-number", "", f"The file contains {name}, which is not a number")


def _finite(figures: str) -> float:
    number = float(figures)
    if not math.isfinite(number):
        raise AnswersError("not-a-number", "", "The file contains a number that is too large")
    return number
