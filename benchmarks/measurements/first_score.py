"""From the start of the navigation to the first score: cold and warm, at full speed and on a line, interleaved."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Playwright

from builder.bench import visits
from builder.bench.line import Line
from builder.bench.subjects import BEFORE_FORM, Subject
from builder.bench.visits import Visit
from builder.progress import step

LINE = (20, 40)
COLD, WARM = "cold", "warm"
LINE_COLD, LINE_WARM, LINE_PREFETCHED = "cold on the line", "warm on the line", "prefetched"


@dataclass(frozen=True, slots=True)
class Visits:
    """Every visit of every round, by subject and kind."""

    by_name: dict[str, dict[str, list[Visit]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def of(self, name: str, kind: str) -> list[Visit]:
        """Return the visits of one kind; none, if it was not measured."""
        return self.by_name.get(name, {}).get(kind, [])

    def times(self, name: str, kind: str) -> list[float]:
        """Return how long each took to the first score, in ms."""
        return [visit.score for visit in self.of(name, kind)]


def measure(
    playwright: Playwright, program: Path, subjects: Sequence[Subject], rounds: int
) -> Visits:
    """Visit every subject in every round, each time in another order, so that a slow minute falls on all alike."""
    found = Visits()
    for number in range(rounds):
        with step(f"First score, round {number + 1} of {rounds}"):
            for line in (None, Line(*LINE)):
                # The same order in every run: what differs between two runs is then the machine.
                order = random.Random(f"{number} {line is None}").sample(subjects, len(subjects))
                for subject in order:
                    subject.host.line = line
                    _visit(playwright, program, subject, found)
                    subject.host.line = None
    return found


def _visit(playwright: Playwright, program: Path, subject: Subject, found: Visits) -> None:
    own = found.by_name[subject.name]
    cold, warm = (LINE_COLD, LINE_WARM) if subject.host.line else (COLD, WARM)
    with visits.profile(playwright, program, offline=subject.offline) as profile:
        own[cold].append(profile.visit(subject))
        own[warm].append(profile.visit(subject))
    if subject.host.line and subject.has_page_before:
        with visits.profile(playwright, program, offline=subject.offline) as profile:
            profile.read(subject.host, BEFORE_FORM)
            own[LINE_PREFETCHED].append(profile.visit(subject))
