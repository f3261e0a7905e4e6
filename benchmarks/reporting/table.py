"""Markdown tables and formatted numbers for the reports."""

from collections.abc import Sequence

Row = Sequence[str]
NONE = "–"
# Decimal places for each unit: no more than the measurement supports.
_DIGITS = {"x": 2, "ms": 0, "s": 1, "kB": 0, "MB": 1, "": 0}


def number(value: float | None, unit: str = "") -> str:
    """Return a value with its unit, or a dash for None. Milliseconds below 10 get decimal places."""
    if value is None:
        return NONE
    digits = _DIGITS[unit]
    if unit == "ms" and value < 10:
        digits = 1 if value >= 1 else 2
    return f"{value:,.{digits}f}{'' if unit in ('', 'x') else ' '}{unit}"


def table(head: Row, rows: Sequence[Row]) -> str:
    """Return a Markdown table with padded columns; all but the first are aligned right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]

    def line(row: Row) -> str:
        first, *others = (
            cell.rjust(width) if number else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        return f"| {' | '.join((first, *others))} |"

    rule = " | ".join(
        "-" * width if not at else "-" * (width - 1) + ":" for at, width in enumerate(widths)
    )
    return "\n".join((line(head), f"| {rule} |", *map(line, rows)))
