"""One nameless row of the audit return: what a saved assessment says, without anything that was typed.

Source: Section Two, 2.1 (b), the Board's audits. A row has no name, date of birth, address or free text: typed words
are turned into one of a few answers here, and only these leave.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scoring.answers import Answers
from scoring.assessment import parse
from scoring.dates import MONTHS
from scoring.errors import AnswersError
from scoring.instrument import Factor, Instrument, Role, TickList
from scoring.opening import open_text
from scoring.result import FactorResult, Result, State
from scoring.score import score

Value = str | int | tuple[str, ...]
Row = Mapping[str, Value]

NOT_PROVIDED: Final = "Not provided"
NOT_KNOWN: Final = "not known"
NOT_REACHED: Final = "not reached"
NOT_AGREED: Final = "Not yet agreed"
AGES: Final = ((12, "12 and under"), (15, "13 to 15"), (17, "16 to 17"), (999, "18 and over"))
_GENDERS: Final = {
    "Female": ("female", "f", "girl", "woman"),
    "Male": ("male", "m", "boy", "man"),
}
_OTHER_GENDER: Final = "Described in other words"
_NO_DISABILITY: Final = ("no", "none", "n", "na", "nil", "no disability")
_UNKNOWN: Final = ("not known", "unknown", "nk", "dk", "dont know", "not sure")
_MONTH = re.compile("(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])")
# An answer that was left blank on opening would be counted as never given.
_LEFT_BLANK = ("type", "not-offered", "unknown-box")


@dataclass(frozen=True, slots=True)
class Column:
    """A question of the return with one answer in each row. `answers` is empty where any month may stand."""

    key: str
    label: str
    answers: tuple[str | int, ...]


def columns(instrument: Instrument) -> tuple[Column, ...]:
    """The questions with one answer each, in the order of the return."""
    return (
        Column("month", "Month completed", ()),
        Column("age", "Age on the date completed", (*(label for _, label in AGES), NOT_PROVIDED)),
        Column("gender", "Gender", (*_GENDERS, _OTHER_GENDER, NOT_PROVIDED)),
        Column("ethnicity", "Ethnicity", (*(str(code) for code in instrument.codes), NOT_PROVIDED)),
        Column("disability", "Disability", ("Yes", "No", "Not known", NOT_PROVIDED)),
        *(_factor_column(factor) for factor in instrument.factors),
        Column("level", "Level agreed", (*_levels(instrument).values(), NOT_AGREED)),
    )


def row(instrument: Instrument, text: str) -> Row:
    """The row of a saved assessment, decrypted.

    Raises AnswersError as `opening.open_text` does, for a practice case, and where an answer cannot be read.
    """
    opened = open_text(instrument, text)
    assessment = parse(instrument, opened.envelope)
    if assessment.practice:
        raise AnswersError(
            "practice", "practice", "The file is a practice case. It was not counted."
        )
    if any(
        each.code in _LEFT_BLANK and each.path.startswith("answers.") for each in opened.notices
    ):
        raise AnswersError(
            "needs-review",
            "answers",
            "The file has answers that cannot be read. Open it on the form, look at it and save it again.",
        )
    result = score(instrument, assessment.answers, assessment.earlier)
    return _row(instrument, assessment.answers, result)


def checked(instrument: Instrument, data: object) -> tuple[Row, ...]:
    """Rows that come back from the page; raises AnswersError, naming the path, for anything that `row` cannot make."""
    if not isinstance(data, list):
        raise AnswersError("row", "rows", "must be a list")
    return tuple(_checked(instrument, each, f"rows[{index}]") for index, each in enumerate(data))


def month(value: str) -> str:
    """A month in words; what stands for none stays."""
    return f"{MONTHS[int(value[5:]) - 1]} {value[:4]}" if _MONTH.fullmatch(value) else value


def _row(instrument: Instrument, answers: Answers, result: Result) -> Row:
    completed = answers.date(instrument.field_with_role(Role.COMPLETION_DATE).id).value
    code = instrument.code(_typed(instrument, answers, Role.ETHNICITY))
    level = result.level
    return {
        "month": completed.isoformat()[:7] if completed else NOT_PROVIDED,
        "age": NOT_PROVIDED if result.age is None else _age(result.age),
        "gender": _gender(_typed(instrument, answers, Role.GENDER)),
        "ethnicity": str(code) if code else NOT_PROVIDED,
        "disability": _disability(_typed(instrument, answers, Role.DISABILITY)),
        **{each.id: answers.ticks_of(each.id).ticked for each in instrument.tick_lists},
        **{each.id: _number(each) for each in result.factors},
        "level": _levels(instrument).get(level.category if level.is_agreed else None, NOT_AGREED),
    }


def _checked(instrument: Instrument, value: object, path: str) -> Row:
    allowed = {each.key: each for each in columns(instrument)}
    lists = {each.id: each for each in instrument.tick_lists}
    if not isinstance(value, dict) or set(value) != {*allowed, *lists}:
        raise AnswersError("row", path, "must have the answers of a row and nothing else")
    return {
        key: _ticks(each, lists[key], f"{path}.{key}")
        if key in lists
        else _single(each, allowed[key], f"{path}.{key}")
        for key, each in value.items()
    }


def _single(value: object, column: Column, path: str) -> str | int:
    if isinstance(value, str | int) and not isinstance(value, bool):
        is_month = column.key == "month" and isinstance(value, str)
        if value in column.answers or (
            is_month and (value == NOT_PROVIDED or _MONTH.fullmatch(str(value)))
        ):
            return value
    raise AnswersError("row", path, "must be one of the answers of a row")


def _ticks(value: object, tick_list: TickList, path: str) -> tuple[str, ...]:
    offered = [option.id for option in tick_list.all_options]
    if not isinstance(value, list) or [each for each in offered if each in value] != value:
        raise AnswersError("row", path, "must be boxes of the list, in its order")
    return tuple(value)


def _factor_column(factor: Factor) -> Column:
    numbers = [each.number for each in factor.statements if each.number != factor.not_known]
    return Column(
        factor.id, f"{factor.position}. {factor.label}", (*numbers, NOT_KNOWN, NOT_REACHED)
    )


def _number(factor: FactorResult) -> str | int:
    if factor.number is not None:
        return factor.number
    return NOT_KNOWN if factor.state is State.NOT_KNOWN else NOT_REACHED


def _levels(instrument: Instrument) -> dict[int | None, str]:
    return {
        each.number: f"Category {each.number} ({each.level})"
        for each in instrument.risk_category.categories
    }


def _typed(instrument: Instrument, answers: Answers, role: Role) -> str:
    return answers.texts.get(instrument.field_with_role(role).id, "")


def _age(years: int) -> str:
    return next(label for last, label in AGES if years <= last)


def _gender(typed: str) -> str:
    if not typed:
        return NOT_PROVIDED
    found = (label for label, words in _GENDERS.items() if _plain(typed) in words)
    return next(found, _OTHER_GENDER)


def _disability(typed: str) -> str:
    if not typed:
        return NOT_PROVIDED
    if _plain(typed) in _UNKNOWN:
        return "Not known"
    return "No" if _plain(typed) in _NO_DISABILITY else "Yes"


def _plain(typed: str) -> str:
    """Small letters and single spaces alone: how people write "N/A" or "Don’t know" makes no difference."""
    return " ".join(re.sub("[^a-z ]", "", typed.casefold()).split())
