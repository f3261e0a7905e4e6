"""The counts of the audit return: the published count of each answer, which reveals no small number."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scoring.audit import audit_row
from scoring.audit import period as fixed_period
from scoring.audit.audit_row import Column, Row
from scoring.audit.period import Period
from scoring.audit.suppression import Rounding
from scoring.definition.model import Instrument, TickList


@dataclass(frozen=True, slots=True)
class Count:
    """One question with the published count of each of its answers."""

    label: str
    answers: tuple[tuple[str, str], ...]
    # The answers as they are written in CSV, where a month must not look like a date.
    in_a_table: tuple[str, ...]


def published(
    instrument: Instrument, rows: Sequence[Row], rounding: Rounding, period: Period
) -> tuple[Count, ...]:
    """Returns the publishable count of each answer."""
    columns = audit_row.columns(instrument)
    child = of_child(instrument)
    return (
        *(_single(column, rows, rounding, period) for column in child),
        *(_boxes(tick_list, rows, rounding) for tick_list in instrument.tick_lists),
        *(_single(column, rows, rounding, period) for column in columns[len(child) :]),
    )


def _single(column: Column, rows: Sequence[Row], rounding: Rounding, period: Period) -> Count:
    counter = Counter(str(row[column.key]) for row in rows)
    answers = tuple(str(each) for each in column.answers or period.months)
    shown = rounding.table(column.key, {answer: counter[answer] for answer in answers})
    words = [audit_row.month(answer) for answer in answers]
    return Count(
        column.label, tuple(zip(words, shown, strict=True)), tuple(map(in_a_table, answers))
    )


def _boxes(tick_list: TickList, rows: Sequence[Row], rounding: Rounding) -> Count:
    """Returns the counts of a tick list. Boxes are not exclusive, so each is rounded as a separate yes/no table."""
    counter = Counter(box for row in rows for box in ticked(row, tick_list))
    options = tick_list.all_options
    return Count(
        f"{tick_list.letter}. {tick_list.label}",
        tuple(
            (option.label, rounding.part(f"{tick_list.id}.{option.id}", counter[option.id]))
            for option in options
        ),
        tuple(option.label for option in options),
    )


def ticked(row: Row, tick_list: TickList) -> tuple[str, ...]:
    """Returns the boxes that are ticked in a row."""
    value = row[tick_list.id]
    return value if isinstance(value, tuple) else ()


def in_a_table(answer: str) -> str:
    """Returns an answer as it is written in CSV, where a month must not look like a date."""
    return fixed_period.in_a_table(answer) if audit_row.is_month(answer) else answer


def of_child(instrument: Instrument) -> tuple[Column, ...]:
    """Returns the columns before the factors and the level."""
    return audit_row.columns(instrument)[: -len(instrument.factors) - 1]
