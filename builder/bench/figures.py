"""All that one run of the benchmark has found, and how it stands to the targets."""

from dataclasses import dataclass, field

from builder.bench import first_score, targets
from builder.bench.audit_page import AuditPage
from builder.bench.building import Building
from builder.bench.first_score import Visits
from builder.bench.guidance import Guidance
from builder.bench.load import Load
from builder.bench.pace import Pace
from builder.bench.rivals import STOCK
from builder.bench.search import Search
from builder.bench.stats import median, percentile, ratio
from builder.bench.subjects import OURS
from builder.bench.targets import Target, Verdict
from builder.bench.tasks import Longest


@dataclass(frozen=True, slots=True)
class Memory:
    """Private bytes of the pages' processes, in each round: with the engine, and the same page without."""

    with_engine: list[int] = field(default_factory=list)
    without: list[int] = field(default_factory=list)

    @property
    def engine(self) -> float | None:
        """What the engine takes."""
        one, other = median(self.with_engine), median(self.without)
        return one - other if one is not None and other is not None else None


@dataclass(frozen=True, slots=True)
class Figures:
    """One run; by the name of what was measured, where there is more than one."""

    visits: Visits
    tasks: dict[str, list[Longest]]
    memory: dict[str, Memory]
    pace: dict[str, Pace]
    guidance: Guidance
    search: Search
    building: Building
    audit: AuditPage
    load: Load | None

    def verdicts(self) -> list[Verdict]:
        """Hold the figures to the targets."""
        pages = self.guidance
        clicks = self.pace[OURS].clicks
        scripts = [longest.script for longest in self.tasks[OURS]]
        return [
            self._time(targets.COLD, first_score.COLD, first_score.COLD),
            self._time(targets.WARM, first_score.WARM, first_score.WARM),
            self._time(targets.LINE_COLD, first_score.LINE_COLD, first_score.LINE_COLD),
            self._time(targets.PREFETCHED, first_score.LINE_PREFETCHED, first_score.LINE_COLD),
            Verdict(targets.BYTES, ratio(self.sent(OURS), self.sent(STOCK))),
            Verdict(targets.MEMORY, self._memory()),
            Verdict(targets.TASK, max(scripts)),
            Verdict(targets.SCORE, percentile(clicks, 95)),
            Verdict(
                targets.GUIDANCE,
                pages.heaviest.count.sent / 1000,
                "it asks for the engine" if any(page.engine for page in pages.pages) else "",
            ),
            Verdict(targets.BUILD, self.building.first),
            Verdict(targets.BUILD_AGAIN, median(self.building.second)),
        ]

    def sent(self, name: str) -> list[float]:
        """Return the bytes over the wire to the first score, of each cold visit."""
        return [visit.until_score.sent for visit in self.visits.of(name, first_score.COLD)]

    def _time(self, target: Target, kind: str, of_stock: str) -> Verdict:
        times = self.visits.times
        return Verdict(target, ratio(times(OURS, kind), times(STOCK, of_stock)))

    def _memory(self) -> float | None:
        ours, stock = (self.memory.get(name, Memory()).engine for name in (OURS, STOCK))
        return ours / stock if ours is not None and stock else None
