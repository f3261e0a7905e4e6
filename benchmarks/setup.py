"""What the parts of a run share: the browser, the built site, the baselines and how often to measure."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from benchmarks.harness import baselines, bench_server, subjects
from benchmarks.harness.bench_server import Server
from benchmarks.harness.subjects import Subject


@dataclass(frozen=True, slots=True)
class Repetitions:
    """How often each thing is measured, and the number of files for the audit page."""

    rounds: int
    memory_rounds: int
    scores: int
    clicks: int
    files: int


def repetitions(rounds: int, *, quick: bool) -> Repetitions:
    """Return how much to do; memory varies so little that three rounds are enough."""
    if quick:
        return Repetitions(rounds, 1, scores=200, clicks=50, files=50)
    return Repetitions(rounds, min(rounds, 3), scores=1000, clicks=300, files=500)


@dataclass(frozen=True, slots=True)
class Setup:
    """One run. Every part starts its own browser driver and servers, so that a failure costs one part."""

    program: Path
    site: Path
    # Where the pages of the baselines are; made when the first part needs them.
    baselines: Path
    nginx: Path | None
    repetitions: Repetitions

    @contextmanager
    def serving_site(self) -> Iterator[tuple[Playwright, Server]]:
        """Start a browser driver and serve the site."""
        with bench_server.start(self.site) as server, sync_playwright() as playwright:
            yield playwright, server

    @contextmanager
    def serving_subjects(self) -> Iterator[tuple[Playwright, list[Subject]]]:
        """Start a browser driver and serve the site and the baselines; give all pages to compare."""
        if not self.baselines.exists():
            unfinished = self.baselines.with_name("unfinished")
            baselines.make(unfinished, subjects.request())
            unfinished.rename(self.baselines)
        with (
            self.serving_site() as (playwright, ours),
            bench_server.start(self.baselines) as others,
        ):
            yield playwright, [*subjects.ours(ours), *subjects.others(others)]
