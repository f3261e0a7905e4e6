"""Validates the front matter of a page: its description, search terms and review date."""

import re
from collections.abc import Callable, Iterator
from datetime import date

# Only used to find the line of a mistake. PyYAML has no type stubs.
import yaml  # type: ignore[import-untyped]

from builder.base import source_inputs
from builder.guidance.diagnostics import Fault, line_at

_BLOCK = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_REVIEWED = "reviewed: 2026-11-22 (the day of the last review: year, month, day, no quotes)"


def faults(source: str, meta: dict[str, object]) -> Iterator[Fault]:
    """Yield every mistake in a page's front matter; `meta` is what MkDocs read from it.

    MkDocs itself treats invalid front matter as text, without a warning.
    """
    block = _BLOCK.match(source)
    if block is None:
        yield Fault(
            1, f"the page must start with front matter between two lines ---, with {_REVIEWED}"
        )
        return
    broken = _syntax(block[1])
    if broken:
        yield broken
        return
    for key in ("description", "reviewed"):
        if key not in meta:
            example = _REVIEWED if key == "reviewed" else "description: (one sentence)"
            yield Fault(1, f"the front matter has no “{key}”. Add a line: {example}")
    for key, value in meta.items():
        line = _line_of(block[1], key)
        if key not in _KEYS:
            yield Fault(line, f"“{key}” is not a known key. Known keys are: {', '.join(_KEYS)}")
        elif wrong := _KEYS[key](value):
            yield Fault(line, f"“{key}” must be {wrong}")


def is_read(source: str) -> bool:
    """Return whether MkDocs recognises the front matter, and does not treat it as text of the page."""
    block = _BLOCK.match(source)
    return block is not None and _syntax(block[1]) is None


def without_head(markdown: str) -> str:
    """Return a page's Markdown without invalid front matter, which MkDocs treats as text.

    `faults` reports its mistakes. Other checks of these lines would report false ones.
    """
    if not markdown.startswith("---"):
        return markdown
    block = _BLOCK.match(markdown)
    head = block[0] if block else markdown.split("\n#")[0]
    return re.sub(r"[^\n]", " ", head) + markdown[len(head) :]


def _syntax(text: str) -> Fault | None:
    """Return a fault with the line at which the front matter is not valid YAML; None if it is valid."""
    try:
        parsed = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be read"
        return Fault(2 + (mark.line if mark else 0), f"the front matter is not valid: {problem}")
    if not isinstance(parsed, dict):
        return Fault(2, "the front matter must have lines such as “description: ...”")
    return None


def _line_of(block: str, key: str) -> int:
    match = re.search(rf"^[\"']?{re.escape(str(key))}[\"']?\s*:", block, re.MULTILINE)
    return 1 + line_at(block, match.start()) if match else 1


def _text(value: object) -> str:
    return "" if isinstance(value, str) and value.strip() else "text"


def _day(value: object) -> str:
    # In Python datetime is a subclass of date.
    if type(value) is not date:
        return "a day such as 2026-11-22, without quotes"
    return "a day that is not in the future" if value > _latest_day() else ""


def _latest_day() -> date:
    """Return the date of the source or of the system clock, whichever is later.

    A review date is entered before it is committed, so it may be later than the last commit.
    """
    return max(source_inputs.source_day(), date.today())


def _words(value: object) -> str:
    if isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value):
        return ""
    return 'a list of words in [brackets]; a number in it needs quotes, such as "999"'


def _search(value: object) -> str:
    boost = value.get("boost") if isinstance(value, dict) and len(value) == 1 else None
    return "" if isinstance(boost, int | float) else "“boost:” with a number, indented below it"


# The allowed keys, each with a function that returns what a value must be, or "" if it is valid.
_KEYS: dict[str, Callable[[object], str]] = {
    "description": _text,
    "reviewed": _day,
    "synonyms": _words,
    "title": _text,
    "template": _text,
    "search": _search,
}
