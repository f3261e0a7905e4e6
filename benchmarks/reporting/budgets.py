"""Performance budgets: the largest value that each figure may have, and the goal beyond that."""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.reporting.table import Row, number, table


@dataclass(frozen=True, slots=True)
class Budget:
    """A figure, its unit (see table.number), the most it may be, and the value to aim for."""

    figure: str
    unit: str
    most: float
    goal: float | None = None


# "x": as a multiple of stock Pyodide, measured in the same run.
COLD = Budget("cold start, navigation to first score, against stock", "x", 0.25, 0.10)
WARM = Budget("warm start, against stock", "x", 0.25, 0.12)
THROTTLED_COLD = Budget("cold start at 20 Mbit/s and 40 ms, against stock", "x", 0.40, 0.25)
PREFETCHED = Budget("the same, prefetched on the previous page", "x", 0.12, 0.08)
BYTES = Budget("bytes to first score, brotli, against stock", "x", 0.65, 0.50)
MEMORY = Budget("private memory of the engine, against stock", "x", 1.2, 0.5)
TASK = Budget("longest script task on the form's main thread, all rounds", "ms", 50)
SCORE = Budget("one score of the whole form, click to total, 95th percentile", "ms", 20)
KEY = Budget("one key in an entry beside 200 events, key to total, 95th percentile", "ms", 20)
KEY_REPORT = Budget("the same, key to report", "ms", 300)
GUIDANCE = Budget("heaviest guidance page, first visit, no engine", "kB", 250)
BUILD = Budget("first build, without downloads", "s", 60)
BUILD_AGAIN = Budget("second build, nothing changed", "s", 5)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A budget and the measured value; `fault` is a reason to fail a value that is within the budget."""

    budget: Budget
    measured: float | None
    fault: str = ""

    @property
    def is_missed(self) -> bool:
        """Whether the value was measured and is not within the budget."""
        return self.measured is not None and (bool(self.fault) or self.measured > self.budget.most)

    @property
    def outcome_text(self) -> str:
        """The verdict as text for a table."""
        if self.measured is None:
            return "not measured"
        if self.is_missed:
            return f"NO: {self.fault}" if self.fault else "NO"
        is_goal = self.budget.goal is not None and self.measured <= self.budget.goal
        return "yes, and the goal" if is_goal else "yes"


def render(verdicts: Iterable[Verdict]) -> str:
    """Return the Markdown table of all budgets."""
    rows: list[Row] = [
        (
            verdict.budget.figure,
            number(verdict.budget.most, verdict.budget.unit),
            number(verdict.budget.goal, verdict.budget.unit),
            number(verdict.measured, verdict.budget.unit),
            verdict.outcome_text,
        )
        for verdict in verdicts
    ]
    return table(("figure", "budget", "goal", "measured", "met?"), rows)
