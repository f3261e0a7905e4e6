"""Time from the start of the navigation to the first score: cold, warm and prefetched, at full speed and throttled."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Playwright

from benchmarks.harness import visit
from benchmarks.harness.subjects import BEFORE_FORM, Subject
from benchmarks.harness.throttle import Throttle
from benchmarks.harness.visit import Visit

# Megabits per second, and ms before each response.
NETWORK = (20, 40)
COLD, WARM = "cold", "warm"
THROTTLED_COLD, THROTTLED_WARM = (f"{kind} at {NETWORK[0]} Mbit/s" for kind in (COLD, WARM))
PREFETCHED = "prefetched"


@dataclass(frozen=True, slots=True)
class Visits:
    """All visits of all rounds, by subject and kind of visit."""

    by_name: dict[str, dict[str, list[Visit]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def of(self, name: str, kind: str) -> list[Visit]:
        """Return a subject's visits of one kind, or an empty list if that kind was not measured."""
        return self.by_name.get(name, {}).get(kind, [])

    def times(self, name: str, kind: str) -> list[float]:
        """Return the time to the first score of each visit, in ms."""
        return [visit.score for visit in self.of(name, kind)]

    def bytes_sent(self, name: str) -> list[float]:
        """Return the bytes sent until the first score, for each cold visit at full speed."""
        return [visit.until_score.bytes_sent for visit in self.of(name, COLD)]


def measure(
    playwright: Playwright, program: Path, subjects: Sequence[Subject], rounds: int
) -> Visits:
    """Visit every subject in every round, in a different order each time, so that a slow minute affects all alike."""
    visits = Visits()
    for round_number in range(rounds):
        for throttle in (None, Throttle(*NETWORK)):
            # The same order in every run, so that two runs differ only by the machine.
            order = random.Random(f"{round_number} {throttle is None}").sample(
                subjects, len(subjects)
            )
            for subject in order:
                with subject.server.throttled(throttle):
                    _visit(playwright, program, subject, visits)
    return visits


def _visit(playwright: Playwright, program: Path, subject: Subject, visits: Visits) -> None:
    by_kind = visits.by_name[subject.name]
    is_throttled = subject.server.throttle is not None
    cold, warm = (THROTTLED_COLD, THROTTLED_WARM) if is_throttled else (COLD, WARM)
    with visit.profile(playwright, program, offline=subject.offline) as profile:
        by_kind[cold].append(profile.visit(subject))
        by_kind[warm].append(profile.visit(subject))
    if is_throttled and subject.has_page_before:
        with visit.profile(playwright, program, offline=subject.offline) as profile:
            profile.read_page(subject.server, BEFORE_FORM)
            by_kind[PREFETCHED].append(profile.visit(subject))
