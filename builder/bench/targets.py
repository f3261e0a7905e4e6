"""What the figures are held to: for each the most that it may be, and the goal beyond that."""

from collections.abc import Sequence
from dataclasses import dataclass

from builder.bench.table import Row, number, table


@dataclass(frozen=True, slots=True)
class Target:
    """A figure, and the most it may be."""

    figure: str
    unit: str
    most: float
    goal: float | None = None


COLD = Target("cold, navigation to first score, against stock", "x", 0.25, 0.10)
WARM = Target("warm, likewise", "x", 0.25, 0.12)
LINE_COLD = Target("cold at 20 Mbit/s and 40 ms, against stock", "x", 0.6, 0.25)
PREFETCHED = Target("the same, prefetched on the page before", "x", 0.6 / 3, 0.25 / 3)
BYTES = Target("bytes to first score, brotli, against stock", "x", 1.0, 0.5)
MEMORY = Target("the engine's private memory, against stock", "x", 1.2, 0.5)
TASK = Target("longest task of our scripts on the form's main thread, of all rounds", "ms", 50)
SCORE = Target("one score of the whole form, click to total shown, 95th percentile", "ms", 20)
GUIDANCE = Target("heaviest guidance page, first visit, no engine", "kB", 250)
BUILD = Target("first build, downloads apart", "s", 60)
BUILD_AGAIN = Target("second build, nothing changed", "s", 5)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target beside what was measured; `fault` says why a figure that is small enough does not count."""

    target: Target
    measured: float | None
    fault: str = ""

    @property
    def met(self) -> str:
        """Say in a word whether it is met."""
        if self.measured is None:
            return "not measured"
        if self.fault or self.measured > self.target.most:
            return f"NO{': ' * bool(self.fault)}{self.fault}"
        is_goal = self.target.goal is not None and self.measured <= self.target.goal
        return "yes, the goal too" if is_goal else "yes"


def render(verdicts: Sequence[Verdict]) -> str:
    """Return the table of all targets."""
    rows: list[Row] = [
        (
            verdict.target.figure,
            number(verdict.target.most, verdict.target.unit),
            number(verdict.target.goal, verdict.target.unit),
            number(verdict.measured, verdict.target.unit),
            verdict.met,
        )
        for verdict in verdicts
    ]
    return table(("figure", "at most", "goal", "measured", "met?"), rows)
