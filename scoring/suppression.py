"""Counts that say nothing about one or a few children: small ones are shown as "<5", and cannot be got by subtraction.

A table's counts add up to the number of all assessments, which is shown. So where a count is small, others are shown
as "5 or more", until the rest leaves every small count free to be 1, 2, 3 or 4.

Which others are taken follows the order of the form and never their size, and when it is enough follows from what is
shown. So it helps nobody to know this rule: tables that look the same have at least three values for each "<5"
(the tests try every small table). Where that cannot be had, the table is not shown at all, its noughts neither.
"""

from collections.abc import Sequence
from typing import Final

SMALLEST_SHOWN: Final = 5
SMALL: Final = "<5"
LARGE: Final = "5 or more"


def shown(counts: Sequence[int]) -> tuple[str, ...] | None:
    """What is shown for each count of a table; None where the table must not be shown. Counts are 0 or more."""
    small = [count for count in counts if 0 < count < SMALLEST_SHOWN]
    if not small:
        return tuple(str(count) for count in counts)
    # By how much the counts that are hidden so far exceed the least that they could be.
    room = sum(small) - len(small)
    hidden: set[int] = set()
    for index, count in enumerate(counts):
        # A small count can be anything from 1 to 4 as soon as there is room for 3 more, and something to take them.
        if hidden and room >= SMALLEST_SHOWN - 2:
            break
        if count >= SMALLEST_SHOWN:
            hidden.add(index)
            room += count - SMALLEST_SHOWN
    if not hidden or room < SMALLEST_SHOWN - 2:
        return None
    return tuple(
        SMALL if 0 < count < SMALLEST_SHOWN else LARGE if index in hidden else str(count)
        for index, count in enumerate(counts)
    )


def shown_part(count: int, of: int) -> str | None:
    """What is shown for how many have something, where all know how many there are; None where it must not be shown."""
    both = shown((count, of - count))
    return both[0] if both else None
