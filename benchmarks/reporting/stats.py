"""The few statistics that the benchmark uses: medians, since a busy second makes one visit slow and not all."""

import math
import statistics
from collections.abc import Sequence


def median(values: Sequence[float]) -> float | None:
    """Return the middle one; nothing for no values."""
    return statistics.median(values) if values else None


def percentile(values: Sequence[float], share: int) -> float | None:
    """Return the smallest value that so many of a hundred are not above."""
    return sorted(values)[max(0, math.ceil(len(values) * share / 100) - 1)] if values else None


def ratio(values: Sequence[float], others: Sequence[float]) -> float | None:
    """Return how many times as much the one median is as the other."""
    one, other = median(values), median(others)
    return one / other if one is not None and other else None


def spread(values: Sequence[float]) -> float | None:
    """Return how many times as much the largest is as the smallest."""
    return max(values) / min(values) if values and min(values) > 0 else None
