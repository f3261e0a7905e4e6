"""One row of the audit return: a saved assessment without free text.

Source: Section Two, 2.1 (b), the Board's audits. A row has no name, date of birth, address or free text; typed answers
are classified into a few categories. Someone who knows a child may still recognise the child from a row.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from scoring.answers.envelope.assessment import parse
from scoring.answers.envelope.saved_file import open_text
from scoring.answers.model import Answers
from scoring.audit import period, typed_answers
from scoring.audit.typed_answers import NOT_PROVIDED
from scoring.definition.model import Factor, Instrument, Role, TickList
from scoring.errors import AnswersError
from scoring.rules.result import FactorResult, Result, State
from scoring.rules.score import score

Value = str | int | tuple[str, ...]
Row = Mapping[str, Value]

NOT_KNOWN: Final = "not known"
NOT_REACHED: Final = "not answered"
NOT_AGREED: Final = "Not yet agreed"
# Stands for a typed answer that could not be classified. A row that contains it is excluded from every return.
UNDECIDED: Final = "undecided"
AGES: Final = ((12, "12 and under"), (15, "13 to 15"), (17, "16 to 17"), (999, "18 and over"))
# The number of characters of a typed answer shown to the person who decides.
LONGEST_SHOWN: Final = 200
_MONTH = re.compile("(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])")
# If an unreadable answer were left blank, it would be counted as not given.
_LEFT_BLANK = ("type", "not-offered", "unknown-box")


@dataclass(frozen=True, slots=True)
class Column:
    """A question of the return with one answer in each row. `answers` is empty for a month."""

    key: str
    label: str
    answers: tuple[str | int, ...]


def columns(instrument: Instrument) -> tuple[Column, ...]:
    """Returns the questions with one answer each, in the order of the return."""
    return (
        Column("month", "Month completed", ()),
        Column("age", "Age on the date completed", (*(label for _, label in AGES), NOT_PROVIDED)),
        Column("gender", "Gender", typed_answers.GENDERS),
        Column("ethnicity", "Ethnicity", (*(str(code) for code in instrument.codes), NOT_PROVIDED)),
        Column("disability", "Disability", typed_answers.DISABILITIES),
        *(_factor_column(factor) for factor in instrument.factors),
        Column("level", "Level agreed", (*_levels(instrument).values(), NOT_AGREED)),
    )


@dataclass(frozen=True, slots=True)
class Undecided:
    """A typed answer that a person has to classify. `answers` are the choices."""

    key: str
    label: str
    typed: str
    answers: tuple[str, ...]


def row(
    instrument: Instrument, text: str, today: date | None = None
) -> tuple[Row, tuple[Undecided, ...]]:
    """Returns the row of a saved assessment, decrypted, and the answers in it that a person has to classify.

    A date completed after `today` counts as not provided. Raises AnswersError as `saved_file.open_text` does, for a
    practice case, and if an answer cannot be read.
    """
    opened = open_text(instrument, text)
    assessment = parse(instrument, opened.envelope)
    if assessment.practice:
        raise AnswersError(
            "practice", "practice", "The file is a practice case. Practice cases are not counted."
        )
    if any(
        each.code in _LEFT_BLANK and each.path.startswith("answers.") for each in opened.notices
    ):
        raise AnswersError(
            "needs-review",
            "answers",
            "The file has answers that cannot be read. Open it in the form, check it and save it again.",
        )
    result = score(instrument, assessment.answers, assessment.earlier, today)
    cells = _row(instrument, assessment.answers, result, today)
    return cells, tuple(_undecided(instrument, assessment.answers, cells))


def is_month(value: object) -> bool:
    """Reports whether a value is a month such as ``2026-03``."""
    return isinstance(value, str) and _MONTH.fullmatch(value) is not None


def month(value: str) -> str:
    """Returns a month in words, and any other text unchanged."""
    return period.in_words(value) if is_month(value) else value


def _row(instrument: Instrument, answers: Answers, result: Result, today: date | None) -> Row:
    completed = answers.date(instrument.field_with_role(Role.COMPLETION_DATE).id).value
    is_ahead = completed is not None and today is not None and completed > today
    code = instrument.code(_typed(instrument, answers, Role.ETHNICITY))
    level = result.level
    return {
        "month": completed.isoformat()[:7] if completed and not is_ahead else NOT_PROVIDED,
        "age": NOT_PROVIDED if result.age is None else _age(result.age),
        "gender": typed_answers.gender(_typed(instrument, answers, Role.GENDER)) or UNDECIDED,
        "ethnicity": str(code) if code else NOT_PROVIDED,
        "disability": typed_answers.disability(_typed(instrument, answers, Role.DISABILITY))
        or UNDECIDED,
        **{each.id: answers.ticks_of(each.id).ticked for each in instrument.tick_lists},
        **{each.id: _number(each) for each in result.factors},
        "level": _levels(instrument).get(level.category if level.is_agreed else None, NOT_AGREED),
    }


def _undecided(instrument: Instrument, answers: Answers, cells: Row) -> Iterator[Undecided]:
    typed = {"gender": Role.GENDER, "disability": Role.DISABILITY}
    for column in columns(instrument):
        if cells[column.key] == UNDECIDED:
            words = " ".join(_typed(instrument, answers, typed[column.key]).split())
            # "Not provided" is not offered, because something was typed.
            choices = tuple(str(each) for each in column.answers if each != NOT_PROVIDED)
            yield Undecided(column.key, column.label, words[:LONGEST_SHOWN], choices)


def checked(instrument: Instrument, value: object, path: str) -> Row:
    """Validates a row that the page sends back; raises AnswersError for anything that `row` cannot produce."""
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
        if value in column.answers:
            return value
        if column.key == "month" and (value == NOT_PROVIDED or is_month(value)):
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
