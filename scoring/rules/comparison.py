"""Compares an assessment with an earlier one, factor by factor.

A lower number only means that another statement was chosen. Totals cover only the factors answered in both
assessments, because totals over different questions cannot be compared.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from scoring.rules.result import Evidence, FactorResult, Result, State


class Change(StrEnum):
    """How a factor has changed. The values are shown to people."""

    HIGHER = "higher"
    LOWER = "lower"
    SAME = "the same"
    NEWLY_KNOWN = "newly known"
    NO_LONGER_KNOWN = "no longer known"
    NOT_REACHED = "not answered this time"
    UNKNOWN = "still not known or not answered"

    @property
    def is_lost(self) -> bool:
        """Reports whether something known before is not known now. It is marked wherever it is shown."""
        return self in (Change.NO_LONGER_KNOWN, Change.NOT_REACHED)


@dataclass(frozen=True, slots=True)
class FactorChange:
    """One factor in the earlier and in the current assessment."""

    before: FactorResult
    after: FactorResult
    change: Change


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparison of two assessments. `both` is the number of factors answered in both; totals cover only these."""

    factors: tuple[FactorChange, ...]
    both: int
    total_then: int
    total_now: int
    # Recorded before but not now. Past harm still matters, so they are still shown.
    signs_of_harm_then: tuple[Evidence, ...]

    def count(self, change: Change) -> int:
        """Returns the number of factors that have changed in this way."""
        return sum(each.change is change for each in self.factors)


def compare(before: Result, after: Result) -> Comparison:
    """Compares two results of the same instrument. Raises nothing."""
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
        signs_of_harm_then=signs_not_repeated(before, after),
    )


def signs_not_repeated(before: Result, after: Result) -> tuple[Evidence, ...]:
    """Returns the signs of harm of the earlier result that the later one does not have.

    A factor that is a sign of harm in both counts as repeated, whatever its number.
    """
    factors = {each.id for each in after.factors}
    now = {each.item if each.item in factors else each for each in after.signs_of_harm}
    return tuple(
        each
        for each in before.signs_of_harm
        if (each.item if each.item in factors else each) not in now
    )


def recorded_before(earlier: Iterable[Result], now: Result) -> tuple[Evidence, ...]:
    """Returns the signs of harm of all earlier results that the current one does not have, without duplicates."""
    signs = [each for before in earlier for each in signs_not_repeated(before, now)]
    return tuple(dict.fromkeys(signs))


def _change(before: FactorResult, after: FactorResult) -> Change:
    if before.number is not None and after.number is not None:
        if before.number == after.number:
            return Change.SAME
        return Change.HIGHER if after.number > before.number else Change.LOWER
    if after.number is not None:
        return Change.NEWLY_KNOWN
    if before.number is None:
        return Change.UNKNOWN
    return Change.NOT_REACHED if after.state is State.NOT_REACHED else Change.NO_LONGER_KNOWN
