"""Divides what is printed in two columns, both about as high. Safari's engine prints no columns of a style sheet."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from scoring.answers.model import Answers
from scoring.definition.model import Field, Group, Instrument, TickList
from scoring.report.case_record import CaseRecord
from scoring.report.excerpts import rows

# The approximate number of characters in a printed line: of a label, of the answer beside it, and of evidence.
_LABEL, _ANSWER, _COLUMN = 21, 28, 48
# Columns of more lines would go on over the page. One across the page is easier to read.
_MOST_LINES = 56
_Item = TypeVar("_Item")


def of_groups(instrument: Instrument, value: Callable[[Field], str]) -> list[Sequence[Group]]:
    """Returns the groups of part A as one column or two."""

    def lines(group: Group) -> int:
        return 2 + sum(
            max(rows(each.label, _LABEL), rows(value(each), _ANSWER)) for each in group.fields
        )

    return divided(instrument.groups, [lines(each) for each in instrument.groups])


def of_tick_lists(
    instrument: Instrument, answers: Answers, record: CaseRecord
) -> list[Sequence[TickList]]:
    """Returns parts B to F as one column or two, with the evidence beside each tick."""

    def lines(tick_list: TickList) -> int:
        ticked = answers.ticks_of(tick_list.id).ticked
        entries = [
            entry
            for entry_list in instrument.record.lists
            for option in ticked
            for entry in record.about(entry_list.id, f"{tick_list.id}.{option}")
        ]
        texts = [" ".join(entry.values()) for entry in entries]
        return 3 + max(1, len(ticked)) + sum(1 + rows(each, _COLUMN) for each in texts)

    return divided(instrument.tick_lists, [lines(each) for each in instrument.tick_lists])


def divided(items: Sequence[_Item], lines: list[int]) -> list[Sequence[_Item]]:
    """Returns the items in order as two columns, or as one column if they are long. Each item has a number of lines."""
    higher, first = min((max(sum(lines[:at]), sum(lines[at:])), at) for at in range(1, len(items)))
    return [items] if higher > _MOST_LINES else [items[:first], items[first:]]
