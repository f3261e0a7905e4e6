"""Sets an assessment beside an earlier one, factor by factor and statement to statement.

A lower number is another statement, nothing more. Totals are set side by side over the factors answered in both alone,
since totals of different questions say nothing about each other.
"""

from dataclasses import dataclass
from enum import StrEnum

from scoring.result import Evidence, FactorResult, Result, State


class Change(StrEnum):
    """What became of a factor. The values are the words that people read."""

    WORSE = "worse"
    IMPROVED = "improved"
    SAME = "the same"
    NEWLY_KNOWN = "newly known"
    NO_LONGER_KNOWN = "no longer known"
    NOT_REACHED = "not reached again"
    UNKNOWN = "not known in either"

    @property
    def is_lost(self) -> bool:
        """Whether something that was known is not known any more: it is flagged wherever it is shown."""
        return self in (Change.NO_LONGER_KNOWN, Change.NOT_REACHED)


@dataclass(frozen=True, slots=True)
class FactorChange:
    """One factor, then and now."""

    before: FactorResult
    after: FactorResult
    change: Change


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two assessments beside each other. `both` counts the factors answered in both; the totals are of these alone."""

    factors: tuple[FactorChange, ...]
    both: int
    total_then: int
    total_now: int
    # Ticked then and not now. What has happened has happened, so they are still shown.
    signs_of_harm_then: tuple[Evidence, ...]

    def count(self, change: Change) -> int:
        """How many factors have changed in this way."""
        return sum(each.change is change for each in self.factors)


def compare(before: Result, after: Result) -> Comparison:
    """Two results of the same instrument. Raises nothing."""
    factors = tuple(
        FactorChange(then, now, _change(then, now))
        for then, now in zip(before.factors, after.factors, strict=True)
    )
    both = [
        (each.before.number, each.after.number)
        for each in factors
        if each.before.number is not None and each.after.number is not None
    ]
    return Comparison(
        factors=factors,
        both=len(both),
        total_then=sum(then for then, _ in both),
        total_now=sum(now for _, now in both),
        signs_of_harm_then=tuple(
            each for each in before.signs_of_harm if each not in after.signs_of_harm
        ),
    )


def _change(before: FactorResult, after: FactorResult) -> Change:
    if before.number is not None and after.number is not None:
        if before.number == after.number:
            return Change.SAME
        return Change.WORSE if after.number > before.number else Change.IMPROVED
    if after.number is not None:
        return Change.NEWLY_KNOWN
    if before.number is None:
        return Change.UNKNOWN
    return Change.NOT_REACHED if after.state is State.NOT_REACHED else Change.NO_LONGER_KNOWN
