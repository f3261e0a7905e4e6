"""The audit return of one period: counts with disclosure control and, on request, re-identifiable rows.

Source: Section Two, 2.1 (b). The counts may be published. The rows must not be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from scoring import __version__
from scoring.audit import audit_row, counts, notes, tables
from scoring.audit import period as fixed_period
from scoring.audit import records as audit_records
from scoring.audit.csv_writer import csv
from scoring.audit.period import Period
from scoring.audit.records import Duplicate, Record
from scoring.audit.suppression import SMALLEST_RETURN, Rounding
from scoring.definition.model import Instrument, Role
from scoring.report import jinja_templates
from scoring.report.wording import fixed


@dataclass(frozen=True, slots=True)
class Return:
    """The result for the page and the command line. `rows` is empty unless it was requested."""

    html: str
    rows: str
    counts: str
    count: int
    period: Period | None
    periods: tuple[Period, ...]
    duplicates: tuple[Duplicate, ...]
    undated: tuple[int, ...]
    outside: int


def audit(
    instrument: Instrument,
    records: Sequence[Record],
    *,
    period: Period | None = None,
    rows: bool = False,
    today: str = "",
) -> Return:
    """Makes the return of a period, by default the latest financial year; without tables for fewer than five records.

    `today` is a day such as ``2026-11-29``, or empty if it is not known. Positions in the result are indices into
    `records`.
    """
    unique, duplicates = audit_records.unique(records)
    dated = [each for each in unique if audit_row.is_month(each.row["month"])]
    periods = fixed_period.offered(str(each.row["month"]) for each in dated)
    chosen = period or (periods[0] if periods else None)
    inside = [each for each in dated if chosen and each.row["month"] in chosen.months]
    left_out = {each.index for each in duplicates}
    html, counted, listed = _tables(instrument, inside, chosen, rows, today)
    return Return(
        html=html,
        rows=listed,
        counts=counted,
        count=len(inside),
        period=chosen,
        periods=periods,
        duplicates=duplicates,
        undated=tuple(
            index
            for index, each in enumerate(records)
            if index not in left_out and not audit_row.is_month(each.row["month"])
        ),
        outside=len(dated) - len(inside),
    )


def undated(instrument: Instrument) -> str:
    """Returns why a file without a complete date, or with one after today, is not counted."""
    label = instrument.field_with_role(Role.COMPLETION_DATE).label
    return (
        f"does not have a full date under “{label}”, or the date is after today. It cannot be counted in any "
        "period. Correct the date, save the file and read it again."
    )


def _tables(
    instrument: Instrument, inside: list[Record], period: Period | None, with_rows: bool, today: str
) -> tuple[str, str, str]:
    """Returns the article, the counts CSV and the rows CSV. The last two are empty if they are not allowed."""
    is_enough = period is not None and len(inside) >= SMALLEST_RETURN
    rows = [each.row for each in inside] if is_enough else []
    rounding = Rounding(_seed(inside, period), len(rows))
    published = counts.published(instrument, rows, rounding, period) if is_enough and period else ()
    # Sorted, so that the order reveals nothing about the order or the names of the files.
    cells = sorted(tables.cells(instrument, each) for each in rows) if with_rows else []
    html = jinja_templates.render(
        "audit/templates/audit.html.j2",
        instrument=instrument,
        period=period.label if period else "",
        total=rounding.total if rows else "",
        counts=published,
        heads=tables.short_heads(instrument),
        rows=sorted(tables.short_cells(instrument, each) for each in rows) if with_rows else [],
        rows_are_for=notes.ROWS_ARE_FOR,
        notes=[notes.COUNTS_ARE_OF, notes.ONE_RETURN],
        not_ended=notes.NOT_ENDED if period and today and not period.has_ended(today) else "",
        too_few=notes.TOO_FEW if period else notes.NO_PERIOD,
        fixed=fixed,
        marking=fixed.MARKING,
        version=__version__,
    )
    return (
        html,
        csv(tables.counts_csv(rounding.total, published, period)) if published and period else "",
        csv([tables.heads(instrument), *cells]) if cells else "",
    )


def _seed(inside: list[Record], period: Period | None) -> str:
    # The digests cover names and typed text, so nobody without the files can compute the seed.
    parts = [period.id if period else "", *sorted(each.content for each in inside)]
    return sha256("\n".join(parts).encode()).hexdigest()
