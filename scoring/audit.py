"""The audit return: nameless rows of many assessments, and counts in which nothing small can be found out.

Source: Section Two, 2.1 (b). The counts may be passed on. The rows may not: few answers can be enough to know a child.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoring import __version__, audit_row, report, wording
from scoring.audit_row import Column, Row
from scoring.csv_text import csv
from scoring.instrument import Instrument, TickList
from scoring.suppression import SMALLEST_SHOWN, shown, shown_part

WITHHELD = "not shown"
ROWS_ARE_FOR = "For the Board only, never to be published: a row has no name, but who knows a child may know its row."
COUNTS_ARE_OF = (
    "Each count is of assessments, not of children: one child may have been assessed more than once. “<5” stands for "
    "1 to 4, “5 or more” for a count that would give a small one away, “not shown” for counts that cannot be shown "
    "without doing so."
)
TOO_FEW = (
    f"With fewer than {SMALLEST_SHOWN} assessments there is no return: neither rows nor counts can be made without "
    "saying something about single children."
)


@dataclass(frozen=True, slots=True)
class Count:
    """One question with what is shown for each of its answers."""

    label: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Return:
    """What the page and the command line give out."""

    html: str
    rows: str
    counts: str
    count: int


def audit(instrument: Instrument, rows: tuple[Row, ...]) -> Return:
    """The return of these rows; with fewer than five of them there are no tables in it."""
    is_enough = len(rows) >= SMALLEST_SHOWN
    # Sorted, so that the order of files, and thereby their names, cannot be found in it.
    cells = sorted(_cells(instrument, row) for row in rows) if is_enough else []
    found = counts(instrument, rows) if is_enough else ()
    html = report.render(
        "audit.html.j2",
        instrument=instrument,
        count=len(rows),
        counts=found,
        heads=_short_heads(instrument),
        rows=sorted(_short(instrument, row) for row in rows) if is_enough else [],
        rows_are_for=ROWS_ARE_FOR,
        counts_are_of=COUNTS_ARE_OF,
        too_few=TOO_FEW,
        caveat=wording.CAVEAT,
        marking=wording.MARKING,
        version=__version__,
    )
    return Return(
        html=html,
        rows=csv([_heads(instrument), *cells]) if is_enough else "",
        counts=csv(_counts_csv(len(rows), found)) if is_enough else "",
        count=len(rows),
    )


def counts(instrument: Instrument, rows: tuple[Row, ...]) -> tuple[Count, ...]:
    """How often each answer was given, with nothing in it from which a count of 1 to 4 could be found."""
    columns = audit_row.columns(instrument)
    child = _of_child(instrument)
    return (
        *(_single(column, rows) for column in child),
        *(_boxes(tick_list, rows) for tick_list in instrument.tick_lists),
        *(_single(column, rows) for column in columns[len(child) :]),
    )


def _single(column: Column, rows: tuple[Row, ...]) -> Count:
    given = Counter(row[column.key] for row in rows)
    answers = column.answers or tuple(sorted(str(each) for each in given))
    found = shown([given[answer] for answer in answers])
    if found is None and not column.answers:
        # Of months only those that occur are listed, and even that can be too much.
        return Count(column.label, (("Every month", WITHHELD),))
    told = found or (WITHHELD,) * len(answers)
    words = [audit_row.month(str(answer)) for answer in answers]
    return Count(column.label, tuple(zip(words, told, strict=True)))


def _boxes(tick_list: TickList, rows: tuple[Row, ...]) -> Count:
    """Any number of boxes may be ticked, so each is a table of its own: ticked or not."""
    given = Counter(box for row in rows for box in _ticked(row, tick_list))
    return Count(
        f"{tick_list.letter}. {tick_list.label}",
        tuple(
            (option.label, shown_part(given[option.id], len(rows)) or WITHHELD)
            for option in tick_list.all_options
        ),
    )


def _ticked(row: Row, tick_list: TickList) -> tuple[str, ...]:
    value = row[tick_list.id]
    return value if isinstance(value, tuple) else ()


def _counts_csv(count: int, found: tuple[Count, ...]) -> Iterator[tuple[str, ...]]:
    yield ("Question", "Answer", "Assessments")
    yield ("All", "", str(count))
    for each in found:
        for answer, told in each.answers:
            yield (each.label, answer, told)
    yield (COUNTS_ARE_OF, "", "")


def _cells(instrument: Instrument, row: Row) -> tuple[str, ...]:
    """A row with a column for each box, which is what a spreadsheet counts best."""
    boxes = [
        "yes" if option.id in _ticked(row, tick_list) else "no"
        for tick_list in instrument.tick_lists
        for option in tick_list.all_options
    ]
    return (*(str(row[each.key]) for each in audit_row.columns(instrument)), *boxes, "")


def _heads(instrument: Instrument) -> Iterable[str]:
    return (
        *(each.label for each in audit_row.columns(instrument)),
        *(
            f"{tick_list.letter}. {tick_list.label}: {option.label}"
            for tick_list in instrument.tick_lists
            for option in tick_list.all_options
        ),
        # A head of its own, so that it goes wherever the rows go and the first line stays the heads.
        ROWS_ARE_FOR,
    )


def _short_heads(instrument: Instrument) -> Iterable[str]:
    """The same on paper, where a box has a letter with a number and a factor its position."""
    return (
        *(each.label for each in _of_child(instrument)),
        *(each.letter for each in instrument.tick_lists),
        *(str(each.position) for each in instrument.factors),
        "Level agreed",
    )


def _short(instrument: Instrument, row: Row) -> tuple[str, ...]:
    boxes = [
        " ".join(
            f"{tick_list.letter}{number}"
            for number, option in enumerate(tick_list.all_options, 1)
            if option.id in _ticked(row, tick_list)
        )
        for tick_list in instrument.tick_lists
    ]
    child = [audit_row.month(str(row[each.key])) for each in _of_child(instrument)]
    numbers = [str(row[each.id]) for each in instrument.factors]
    return (*child, *boxes, *numbers, str(row["level"]))


def _of_child(instrument: Instrument) -> tuple[Column, ...]:
    """The columns before the factors and the level."""
    return audit_row.columns(instrument)[: -len(instrument.factors) - 1]
