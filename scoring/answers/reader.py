"""What people answered, checked against the instrument, nothing coerced and nothing guessed.

A factor has three states: a number, not known, and not yet reached. Only the first carries a number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from scoring.dates import TypedDate, from_iso, from_parts
from scoring.errors import AnswersError
from scoring.instrument import Factor, Field, FieldKind, Instrument, TickList

FORMAT: Final = "hillingdon-cse-answers"
VERSION: Final = 1
NOT_KNOWN: Final = "not-known"
FactorAnswer = int | Literal["not-known"]
OTHER: Final = "other"
LONGEST_TEXT: Final = 50_000

_KEY = re.compile("[a-z][a-z0-9-]{0,59}")
# Whatever ends a line in one program or another: left out, it would run two telephone numbers into one.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Everything else below space but tab and newline, and the C1 block: they print as nothing or as boxes.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Ticks:
    """The boxes ticked in one list, in the order of the instrument, and the text of its "Other"."""

    ticked: tuple[str, ...] = ()
    other: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """Checked answers. What was left blank is absent from every mapping, and a factor not yet reached too."""

    texts: Mapping[str, str]
    dates: Mapping[str, TypedDate]
    ticks: Mapping[str, Ticks]
    factors: Mapping[str, FactorAnswer]
    category: int | None

    def date(self, field_id: str) -> TypedDate:
        """The date typed in a field; an empty one where nothing was typed."""
        return self.dates.get(field_id, TypedDate("", "", ""))

    def ticks_of(self, list_id: str) -> Ticks:
        """The ticks of a list; none where nothing was ticked."""
        return self.ticks.get(list_id, Ticks())


def read(instrument: Instrument, value: object, path: str = "answers") -> Answers:
    """Answers from the decoded JSON object that stands under a path of the file.

    Raises AnswersError, naming the path, for an unknown item, a wrong type, an option or a number that is not offered,
    and a text of more than 50,000 characters. A date that cannot be right is no error here: it is kept as typed and
    reported by `scoring.checks.problems`.
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
    )
    only(items, (), f"{path}.", "an item of this instrument")
    return answers


def mapping(value: object, path: str) -> dict[str, object]:
    """A decoded JSON object; raises AnswersError where there is something else."""
    if not isinstance(value, dict):
        raise AnswersError("type", path, "must be an object")
    return value


def only(table: Mapping[str, object], known: tuple[str, ...], path: str, what: str) -> None:
    """Raises AnswersError for the first key that is not known."""
    for key in table:
        if key not in known:
            raise AnswersError("unknown", f"{path}{named(key)}", f"is not {what}")


def named(key: str) -> str:
    """A key as it may be shown: one that does not look like ours may be something that was typed."""
    return key if _KEY.fullmatch(key) else "(an unknown key)"


def clean(text: str) -> str:
    """Typed text without control characters and half characters; line ends are newlines. Nothing else is changed."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", whole))


def string(path: str, value: object) -> str:
    """A typed text, cleaned, empty for a blank; raises AnswersError for another type and for one that is too long."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise AnswersError("type", path, "must be a text")
    if len(value) > LONGEST_TEXT:
        raise AnswersError(
            "too-long",
            path,
            f"must be {LONGEST_TEXT:,} characters or fewer: shorten it, or attach it to the referral as a document",
        )
    text = clean(value)
    return text if text.strip() else ""


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
    # Words beside "Other" say that it applies, whether or not its box was ticked.
    chosen = {*ticked, OTHER} if other else set(ticked)
    return Ticks(tuple(each for each in offered if each in chosen), other)


def _factor(factor: Factor, path: str, value: object) -> FactorAnswer | None:
    if value == NOT_KNOWN:
        # Factor 11 has a statement for it, with a number: the one answer, however it was given.
        return NOT_KNOWN if factor.not_known is None else factor.not_known
    offered = [statement.number for statement in factor.statements]
    return _number(path, value, offered)


def _number(path: str, value: object, offered: list[int]) -> int | None:
    if value is None or value == "":
        return None
    # A boolean is an integer to Python; here `true` is not the number 1.
    if isinstance(value, bool) or not isinstance(value, int):
        raise AnswersError("type", path, "must be a whole number")
    if value not in offered:
        numbers = ", ".join(str(each) for each in offered)
        raise AnswersError("not-offered", path, f"must be one of {numbers}")
    return value
