"""The tables of the audit return: the counts as CSV, and the rows as CSV and for print."""

from collections.abc import Iterable, Iterator

from scoring.audit import audit_row, counts, notes
from scoring.audit.audit_row import Row
from scoring.audit.counts import Count
from scoring.audit.period import Period
from scoring.definition.model import Instrument


def counts_csv(total: str, found: tuple[Count, ...], period: Period) -> Iterator[tuple[str, ...]]:
    """Yields the lines of the counts as CSV."""
    yield ("Question", "Answer", "Assessments")
    yield ("Period", period.label, "")
    yield ("All", "", total)
    for each in found:
        for answer, (_, published) in zip(each.in_a_table, each.answers, strict=True):
            yield (each.label, answer, published)
    yield (notes.COUNTS_ARE_OF, "", "")
    yield (notes.ONE_RETURN, "", "")


def cells(instrument: Instrument, row: Row) -> tuple[str, ...]:
    """Returns a row with one column for each box, which is easy to count in a spreadsheet."""
    boxes = [
        "ticked" if option.id in counts.ticked(row, tick_list) else "not ticked"
        for tick_list in instrument.tick_lists
        for option in tick_list.all_options
    ]
    single = [counts.in_a_table(str(row[each.key])) for each in audit_row.columns(instrument)]
    return (*single, *boxes, "")


def heads(instrument: Instrument) -> Iterable[str]:
    """Returns the column headings of the rows as CSV."""
    return (
        *(each.label for each in audit_row.columns(instrument)),
        *(
            f"{tick_list.letter}. {tick_list.label}: {option.label}"
            for tick_list in instrument.tick_lists
            for option in tick_list.all_options
        ),
        # The warning is a column heading, so that it is copied with the rows and the first line is still the headings.
        notes.ROWS_ARE_FOR,
    )


def short_heads(instrument: Instrument) -> Iterable[str]:
    """Returns short column headings for print: a letter and number for a box, the position for a factor."""
    return (
        *(each.label for each in counts.of_child(instrument)),
        *(each.letter for each in instrument.tick_lists),
        *(str(each.position) for each in instrument.factors),
        "Level agreed",
    )


def short_cells(instrument: Instrument, row: Row) -> tuple[str, ...]:
    """Returns a row for print, as `short_heads` names its columns."""
    boxes = [
        " ".join(
            f"{tick_list.letter}{number}"
            for number, option in enumerate(tick_list.all_options, 1)
            if option.id in counts.ticked(row, tick_list)
        )
        for tick_list in instrument.tick_lists
    ]
    child = [audit_row.month(str(row[each.key])) for each in counts.of_child(instrument)]
    numbers = [str(row[each.id]) for each in instrument.factors]
    return (*child, *boxes, *numbers, str(row["level"]))
