"""Disclosure control for counts: random rounding to base 5, small counts merged, and complementary suppression.

Every count, including the total, is randomly rounded up or down to a neighbouring multiple of 5, without bias. A
published number therefore has nine possible true counts. Numbers below 10 are merged into "fewer than 10", which
includes none. A question is withheld if one of its counts may include nearly every assessment, because that would
reveal the answer of each one, or if its numbers together leave fewer than three possible values for a count.

The random draws come from a seed computed from the contents of all files of the return. The same files give the same
return, so running it again reveals nothing. Adding or removing one file gives new draws for every count, so the
difference between two returns does not reveal what that file contains.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final

BASE: Final = 5
SMALLEST_RETURN: Final = 5
SMALLEST_SHOWN: Final = 10
FEWEST_VALUES: Final = 3
FEW: Final = f"fewer than {SMALLEST_SHOWN}"
WITHHELD: Final = "not shown"

Bounds = tuple[int, int]


class Rounding:
    """Rounds the counts of one return."""

    def __init__(self, seed: str, total: int) -> None:
        """Takes a secret seed and the number of assessments."""
        self._seed = seed
        self._count = total
        self._rounded_total = self._round(total, "total")

    @property
    def total(self) -> str:
        """Returns the published number of assessments."""
        return published_text(self._rounded_total)

    def table(self, question: str, counts: Mapping[str, int]) -> tuple[str, ...]:
        """Returns the published count of each answer of a question to which every assessment has exactly one answer."""
        rounded = [self._round(count, f"{question}\n{answer}") for answer, count in counts.items()]
        if self._is_dominated(rounded) or _narrowest(rounded, self._count) < FEWEST_VALUES:
            return (WITHHELD,) * len(counts)
        return tuple(published_text(each) for each in rounded)

    def part(self, question: str, count: int) -> str:
        """Returns the published number of assessments that have a property, such as a ticked box."""
        rounded = self._round(count, question)
        return WITHHELD if self._is_dominated([rounded]) else published_text(rounded)

    def _is_dominated(self, rounded: Sequence[int]) -> bool:
        # Uses rounded numbers only. Two numbers rounded from the same count differ by at most 5.
        return max(rounded) >= max(self._rounded_total - BASE, SMALLEST_SHOWN)

    def _round(self, count: int, name: str) -> int:
        rest = count % BASE
        # A 64-bit number, so that the bias of the remainder is negligible.
        draw = int.from_bytes(sha256(f"{self._seed}\n{name}".encode()).digest()[:8]) % BASE
        return count - rest + (BASE if draw < rest else 0)


def published_text(rounded: int) -> str:
    """Returns the published form of a rounded number."""
    return FEW if rounded < SMALLEST_SHOWN else str(rounded)


def possible(published: str) -> Bounds:
    """Returns the smallest and the largest true count that a published number may stand for."""
    if published == FEW:
        return 0, SMALLEST_SHOWN - 1
    return int(published) - BASE + 1, int(published) + BASE - 1


def narrowed(bounds: Sequence[Bounds], total: int) -> list[Bounds]:
    """Returns tighter bounds, for a reader who knows the exact total of a table."""
    now = list(bounds)
    while True:
        least, most = (sum(bound[side] for bound in now) for side in (0, 1))
        tighter = [
            (max(low, total - (most - high)), min(high, total - (least - low))) for low, high in now
        ]
        if tighter == now:
            return now
        now = tighter


def _narrowest(rounded: Sequence[int], total: int) -> int:
    """Returns the fewest possible values of any count in a table, for a reader who knows the exact total."""
    bounds = narrowed([possible(published_text(each)) for each in rounded], total)
    return min(high - low + 1 for low, high in bounds)
