"""The lines between `---` at the head of a page: who finds it by which words, and when it was reviewed."""

import re
from collections.abc import Callable, Iterator
from datetime import date

# PyYAML ships no types, and it is only asked for the place of a mistake.
import yaml  # type: ignore[import-untyped]  # PyYAML ships no types

from builder.guidance.faults import Fault, line_at

_BLOCK = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_REVIEWED = "reviewed: 2026-11-22 (the day of the last review: year, month, day, no quotes)"


def faults(source: str, meta: dict[str, object]) -> Iterator[Fault]:
    """Yield every mistake in a page's front matter; `meta` is what MkDocs read from it.

    MkDocs itself takes a broken head for text and says nothing.
    """
    block = _BLOCK.match(source)
    if block is None:
        yield Fault(1, f"the page must begin with a head between two lines ---, with {_REVIEWED}")
        return
    broken = _syntax(block[1])
    if broken:
        yield broken
        return
    for key in ("description", "reviewed"):
        if key not in meta:
            wanted = _REVIEWED if key == "reviewed" else "description: (one sentence)"
            yield Fault(1, f"the head has no “{key}”. Add a line: {wanted}")
    for key, value in meta.items():
        line = _line_of(block[1], key)
        if key not in _KEYS:
            yield Fault(line, f"“{key}” is not known in the head. Known are: {', '.join(_KEYS)}")
        elif wrong := _KEYS[key](value):
            yield Fault(line, f"“{key}” must be {wrong}")


def _syntax(text: str) -> Fault | None:
    """Return the place at which the head is no YAML; None if it is."""
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be read"
        return Fault(2 + (mark.line if mark else 0), f"the head is not valid: {problem}")
    if not isinstance(found, dict):
        return Fault(2, "the head must hold lines such as “description: ...”")
    return None


def _line_of(block: str, key: str) -> int:
    found = re.search(rf"^[\"']?{re.escape(str(key))}[\"']?\s*:", block, re.MULTILINE)
    return 1 + line_at(block, found.start()) if found else 1


def _text(value: object) -> str:
    return "" if isinstance(value, str) and value.strip() else "a text"


def _day(value: object) -> str:
    # A date with a time of day is a date to Python too, and is not meant here.
    return "" if type(value) is date else "a day such as 2026-11-22, without quotes"


def _words(value: object) -> str:
    if isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value):
        return ""
    return 'a list of words in [brackets]; a number in it needs quotes, such as "999"'


def _search(value: object) -> str:
    boost = value.get("boost") if isinstance(value, dict) and len(value) == 1 else None
    return "" if isinstance(boost, int | float) else "“boost:” with a number, indented below it"


# What a head may hold, and what is wrong with a value: nothing, or what it must be.
_KEYS: dict[str, Callable[[object], str]] = {
    "description": _text,
    "reviewed": _day,
    "synonyms": _words,
    "title": _text,
    "template": _text,
    "search": _search,
}
