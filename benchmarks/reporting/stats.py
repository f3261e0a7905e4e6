"""Statistics: median, percentile and ratios of medians, which one slow visit does not change."""

import math
import statistics
from collections.abc import Sequence


def median(values: Sequence[float]) -> float | None:
    """Return the median, or None for no values."""
    return statistics.median(values) if values else None


def percentile(values: Sequence[float], share: int) -> float | None:
    """Return the smallest value that at least `share` per cent of the values do not exceed, or None for no values."""
    return sorted(values)[max(0, math.ceil(len(values) * share / 100) - 1)] if values else None


def ratio(values: Sequence[float], others: Sequence[float]) -> float | None:
    """Return the median of the first values divided by the median of the others, or None if either is missing."""
    dividend, divisor = median(values), median(others)
    return dividend / divisor if dividend is not None and divisor else None


def spread(values: Sequence[float]) -> float | None:
    """Return the largest value divided by the smallest, or None if there is no positive smallest value."""
    return max(values) / min(values) if values and min(values) > 0 else None
