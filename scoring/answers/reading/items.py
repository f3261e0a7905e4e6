"""Readers of single answers: a text, a date, the ticks of a list, or a number. They check it without conversion.

Every function gets a value that is not None. It raises AnswersError if nothing of it is valid, and returns None if it
is blank. A part that can be left out is reported to `problems`.
"""

from dataclasses import dataclass

from scoring.answers.model import NOT_KNOWN, OTHER, FactorAnswer, Ticks
from scoring.answers.parsing.dates import from_iso
from scoring.answers.parsing.values import mapping
from scoring.answers.reading.problems import Problems
from scoring.definition.model import Factor, Field, FieldKind, Instrument, RiskCategory, TickList
from scoring.errors import AnswersError

_PARTS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class DateParts:
    """The three parts of a date, as typed. It may be a date that does not exist."""

    day: str
    month: str
    year: str


def read_text(
    problems: Problems, instrument: Instrument, field: Field, path: str, value: object
) -> str | None:
    """Reads a typed or chosen answer."""
    text = problems.text(path, value)
    offered = (
        text in field.choices
        if field.kind is FieldKind.CHOICE
        else instrument.code(text) is not None
        if field.kind is FieldKind.CODE
        else True
    )
    if text and not offered:
        raise AnswersError("not-offered", path, "must be one of the answers offered")
    return text or None


def read_date(problems: Problems, path: str, value: object) -> DateParts | None:
    """Reads a date in three parts, or one such as ``2011-03-27``. One with an invalid part is invalid as a whole."""
    if value == "":
        return None
    if isinstance(value, str):
        typed = from_iso(value)
        if typed is None:
            raise AnswersError("type", path, 'must be a date such as "2011-03-27", or three parts')
        return DateParts(typed.day, typed.month, typed.year)
    parts = mapping(value, path)
    problems.unknown(parts, _PARTS, f"{path}.", "a part of a date")
    day, month, year = (problems.text(f"{path}.{key}", parts.get(key)) for key in _PARTS)
    return DateParts(day, month, year) if day or month or year else None


def read_ticks(problems: Problems, tick_list: TickList, path: str, value: object) -> Ticks | None:
    """Reads the ticks of a list. Each box and the text count for themselves: one of them may be a sign of harm."""
    parts = mapping(value, path)
    problems.unknown(parts, ("ticked", "other"), f"{path}.", "a part of a tick list")
    ticked = problems.attempt(_list, f"{path}.ticked", parts.get("ticked")) or []
    offered = [option.id for option in tick_list.all_options]
    for index, each in enumerate(ticked):
        if each not in offered:
            problems.found(
                "not-offered", f"{path}.ticked[{index}]", "must be an option of the list"
            )
    other = problems.attempt(problems.text, f"{path}.other", parts.get("other")) or ""
    # Text beside "Other" means that it applies, whether or not its box was ticked.
    chosen = [*ticked, OTHER] if other else ticked
    ticks = Ticks(tuple(each for each in offered if each in chosen), other)
    return None if ticks == Ticks() else ticks


def read_factor(factor: Factor, path: str, value: object) -> FactorAnswer | None:
    """Reads the number of a statement, or "not known"."""
    if value == NOT_KNOWN:
        # Factor 11 has a numbered statement for "Not known". Both ways of giving it mean that statement.
        return NOT_KNOWN if factor.not_known is None else factor.not_known
    return _number([statement.number for statement in factor.statements], path, value)


def read_category(category: RiskCategory, path: str, value: object) -> int | None:
    """Reads the number of the agreed level."""
    return _number([each.number for each in category.categories], path, value)


def _list(path: str, value: object) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise AnswersError("type", path, "must be a list")
    return value


def _number(offered: list[int], path: str, value: object) -> int | None:
    if value == "":
        return None
    # In Python a boolean is an integer. Here `true` is not the number 1.
    if isinstance(value, bool) or not isinstance(value, int):
        raise AnswersError("type", path, "must be a whole number")
    if value not in offered:
        numbers = ", ".join(str(each) for each in offered)
        raise AnswersError("not-offered", path, f"must be one of {numbers}")
    return value
