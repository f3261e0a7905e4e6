"""Estimates the room that the first page of the report has left for the worker's texts, in printed lines.

The figures are those of report.css on A4, measured in a browser. tests/browser/paper checks that the page holds.
"""

from math import floor

from scoring.report.excerpts import rows

# How many characters fit into a printed line, roughly: across the page, and in one of two columns.
LINE, HALF = 112, 50
# In millimetres: the height between the margins, the height of a line, and that of all parts that never grow.
_PAGE, _ONE = 271.0, 4.12
_ALWAYS = 46 + 9 + 9 + 6 + 57 + 26 + 9
# The fixed lines in the box of the signs of harm, and the lines that introduce signs of earlier assessments.
_HARM, _EARLIER_SIGNS = 6, 4


def left(
    *,
    head: tuple[str, ...],
    harm: tuple[str, ...],
    has_earlier_signs: bool,
    level: int,
    written: tuple[str, ...],
    is_unknown: bool,
) -> int:
    """Returns the number of lines left for the account, what is asked for and what has been done; it may be 0.

    `head` holds texts at the top that few reports have, `harm` the lines of the box of signs, `level` the number of
    lines in the box beside it, and `written` the remarks that run on in one paragraph.
    """
    box = (
        _HARM
        + (_EARLIER_SIGNS if has_earlier_signs else 0)
        + sum(rows(each, HALF) for each in harm)
    )
    used = (
        sum(1 + rows(each, LINE) for each in head)
        + max(box, level)
        + (1 + rows(" · ".join(written), LINE) if written else 0)
        + (2 if is_unknown else 0)
    )
    return max(0, floor((_PAGE - _ALWAYS) / _ONE) - used)
