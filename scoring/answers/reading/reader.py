"""Strict reader of answers: checks each item against the instrument, without coercion or guessing.

A factor has three states: a number, not known, and not yet answered. Only the first has a number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from scoring.answers.parsing.dates import TypedDate, from_iso, from_parts
from scoring.answers.parsing.values import mapping, only, string
from scoring.answers.reading.entries import Entries, Entry, read_entries
from scoring.definition.model import Factor, Field, FieldKind, Instrument, TickList
from scoring.errors import AnswersError

FORMAT: Final = "hillingdon-cse-answers"
# Version 2 (December 2026) has the case record. A file of version 1 is one without it, so nothing has to be converted.
VERSION: Final = 2
VERSIONS: Final = (1, 2)
NOT_KNOWN: Final = "not-known"
FactorAnswer = int | Literal["not-known"]
OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Ticks:
    """The boxes ticked in one list, in the order of the instrument, and the text beside its "Other"."""

    ticked: tuple[str, ...] = ()
    other: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """Validated answers. Blank items and factors not yet answered are absent from every mapping."""

    texts: Mapping[str, str]
    dates: Mapping[str, TypedDate]
    ticks: Mapping[str, Ticks]
    factors: Mapping[str, FactorAnswer]
    category: int | None
    entries: Entries = field(default_factory=dict)

    def date(self, field_id: str) -> TypedDate:
        """Returns the date typed in a field; an empty date if nothing was typed."""
        return self.dates.get(field_id, TypedDate("", "", ""))

    def ticks_of(self, list_id: str) -> Ticks:
        """Returns the ticks of a list; an empty `Ticks` if nothing was ticked."""
        return self.ticks.get(list_id, Ticks())

    def entries_of(self, list_id: str) -> tuple[Entry, ...]:
        """Returns the entries of a list of the case record; none if nothing was entered."""
        return self.entries.get(list_id, ())

    def answered(self, category_id: str) -> set[str]:
        """Returns the ids of the questions that have an answer. `category_id` is the id of the agreed level."""
        level = set() if self.category is None else {category_id}
        return level.union(self.texts, self.dates, self.ticks, self.factors, self.entries)


def read(instrument: Instrument, value: object, path: str = "answers") -> Answers:
    """Reads answers from the decoded JSON object at a path of the file.

    Raises AnswersError, naming the path, for an unknown item, a wrong type, an option or a number that is not offered,
    and a text of more than 50,000 characters. A date that does not exist is not an error here: it is kept as typed
    and reported by `scoring.answers.checking.validation.problems`.
    """
    items = dict(mapping(value, path))
    category = instrument.risk_category
    answers = Answers(
        texts={
            field.id: text
            for field in instrument.fields
            if field.kind is not FieldKind.DATE
            if (text := _text(instrument, field, f"{path}.{field.id}", items.pop(field.id, None)))
        },
        dates={
            field.id: typed
            for field in instrument.fields
            if field.kind is FieldKind.DATE
            if (typed := _date(f"{path}.{field.id}", items.pop(field.id, None)))
        },
        ticks={
            each.id: ticks
            for each in instrument.tick_lists
            if (ticks := _ticks(each, f"{path}.{each.id}", items.pop(each.id, None))) != Ticks()
        },
        factors={
            factor.id: answer
            for factor in instrument.factors
            if (answer := _factor(factor, f"{path}.{factor.id}", items.pop(factor.id, None)))
        },
        category=_number(
            f"{path}.{category.id}",
            items.pop(category.id, None),
            [each.number for each in category.categories],
        ),
        entries={
            each.id: entries
            for each in instrument.record.lists
            if (
                entries := read_entries(
                    instrument, each, f"{path}.{each.id}", items.pop(each.id, None)
                )
            )
        },
    )
    only(items, (), f"{path}.", "an item of this instrument")
    return answers


def _text(instrument: Instrument, field: Field, path: str, value: object) -> str:
    text = string(path, value)
    offered = (
        text in field.choices
        if field.kind is FieldKind.CHOICE
        else instrument.code(text) is not None
        if field.kind is FieldKind.CODE
        else True
    )
    if text and not offered:
        raise AnswersError("not-offered", path, "must be one of the answers offered")
    return text


def _date(path: str, value: object) -> TypedDate | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        typed = from_iso(value)
        if typed is None:
            raise AnswersError("type", path, 'must be a date such as "2011-03-27", or three parts')
        return typed
    parts = mapping(value, path)
    only(parts, ("day", "month", "year"), f"{path}.", "a part of a date")
    day, month, year = (string(f"{path}.{key}", parts.get(key)) for key in ("day", "month", "year"))
    return from_parts(day, month, year)


def _ticks(tick_list: TickList, path: str, value: object) -> Ticks:
    if value is None:
        return Ticks()
    parts = mapping(value, path)
    only(parts, ("ticked", "other"), f"{path}.", "a part of a tick list")
    ticked = [] if parts.get("ticked") is None else parts["ticked"]
    if not isinstance(ticked, list):
        raise AnswersError("type", f"{path}.ticked", "must be a list")
    offered = [option.id for option in tick_list.all_options]
    for index, each in enumerate(ticked):
        if each not in offered:
            raise AnswersError(
                "not-offered", f"{path}.ticked[{index}]", "must be an option of the list"
            )
    other = string(f"{path}.other", parts.get("other"))
    # Text beside "Other" means that it applies, whether or not its box was ticked.
    chosen = {*ticked, OTHER} if other else set(ticked)
    return Ticks(tuple(each for each in offered if each in chosen), other)


def _factor(factor: Factor, path: str, value: object) -> FactorAnswer | None:
    if value == NOT_KNOWN:
        # Factor 11 has a numbered statement for "Not known". Both ways of giving it mean that statement.
        return NOT_KNOWN if factor.not_known is None else factor.not_known
    offered = [statement.number for statement in factor.statements]
    return _number(path, value, offered)


def _number(path: str, value: object, offered: list[int]) -> int | None:
    if value is None or value == "":
        return None
    # In Python a boolean is an integer. Here `true` is not the number 1.
    if isinstance(value, bool) or not isinstance(value, int):
        raise AnswersError("type", path, "must be a whole number")
    if value not in offered:
        numbers = ", ".join(str(each) for each in offered)
        raise AnswersError("not-offered", path, f"must be one of {numbers}")
    return value
