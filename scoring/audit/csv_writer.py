"""Writes CSV (RFC 4180) for spreadsheets: UTF-8 with a byte order mark, protected against formula injection."""

from collections.abc import Iterable

# The csv module of the standard library is not used, because the browser would have to load it.
MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv(rows: Iterable[Iterable[object]]) -> str:
    """Returns the rows as CSV, every cell quoted. An apostrophe is put before a cell that looks like a formula."""
    return MARK + "".join(",".join(_cell(str(each)) for each in row) + "\r\n" for row in rows)


def _cell(text: str) -> str:
    # Spreadsheets run a formula even if spaces precede it.
    safe = f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
    return '"' + safe.replace('"', '""') + '"'
