"""Estimates the room that the first page of the report has left for the worker's texts, in printed lines.

The figures are those of report.css on A4, measured in a browser. tests/browser/paper checks the result.
"""

from math import floor

from scoring.report.excerpts import rows

# How many characters fit into a printed line, roughly: across the page, in one of two columns, and beside the chart.
LINE, HALF, ASIDE = 112, 50, 47
# In millimetres: the height between the margins, the height of a line, and the height of all parts of fixed size.
_PAGE, _ONE = 271.0, 4.12
_ALWAYS = 46 + 9 + 9 + 6 + 57 + 26 + 9
# In a reassessment the estimate is at least this many lines too careful.
SPARE_IN_REASSESSMENT = 3
# Lines beside the chart that make the page no longer.
BESIDE_CHART = 13
# The fixed lines in the box of the signs of harm, and the lines that introduce signs of earlier assessments.
_HARM, _EARLIER_SIGNS = 6, 4


def left(
    *,
    head: tuple[str, ...],
    harm: tuple[str, ...],
    has_earlier_signs: bool,
    level: int,
    written: tuple[str, ...],
    unknown: int,
) -> int:
    """Returns the number of lines left for three texts: the account, the request and the actions taken.

    It is negative if the rest alone is longer than the page.

    `head` holds texts at the top that few reports have, `harm` the lines of the box of signs, `level` the number of
    lines in the box beside it, `written` the remarks that run on in one paragraph, and `unknown` the number of lines
    beside the chart.
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
        + max(0, unknown - BESIDE_CHART)
    )
    return floor((_PAGE - _ALWAYS) / _ONE) - used
