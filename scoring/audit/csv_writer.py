"""Tables as CSV (RFC 4180) that spreadsheets read as text: UTF-8 with a mark at the start, and no formulas."""

from collections.abc import Iterable

# Written in full: the standard library's module would be one more that a browser has to load.
MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv(rows: Iterable[Iterable[object]]) -> str:
    """The rows, every cell quoted. A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    return MARK + "".join(",".join(_cell(str(each)) for each in row) + "\r\n" for row in rows)


def _cell(text: str) -> str:
    # Spaces before it keep no spreadsheet from running a formula.
    safe = f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
    return '"' + safe.replace('"', '""') + '"'
