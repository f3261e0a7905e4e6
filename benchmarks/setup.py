"""Setup of a benchmark run, shared by its parts: the browser, the built site, the baselines and the repetitions."""

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
    """The number of repetitions of each measurement, and the number of files for the audit page."""

    rounds: int
    memory_rounds: int
    scores: int
    clicks: int
    files: int


def repetitions(rounds: int, *, quick: bool) -> Repetitions:
    """Return the repetitions of a run. Memory varies so little that three rounds are enough."""
    if quick:
        return Repetitions(rounds, 1, scores=200, clicks=50, files=50)
    return Repetitions(rounds, min(rounds, 3), scores=1000, clicks=300, files=500)


@dataclass(frozen=True, slots=True)
class Setup:
    """The inputs of one run. Each part starts its own browser and servers, so that a failure affects only that part."""

    program: Path
    site: Path
    # The folder of the baselines' pages. It is created when the first part needs it.
    baselines: Path
    nginx: Path | None
    repetitions: Repetitions

    @contextmanager
    def serving_site(self) -> Iterator[tuple[Playwright, Server]]:
        """Start a browser driver and serve the site; yield both."""
        with bench_server.start(self.site) as server, sync_playwright() as playwright:
            yield playwright, server

    @contextmanager
    def serving_subjects(self) -> Iterator[tuple[Playwright, list[Subject]]]:
        """Start a browser driver, serve the site and the baselines, and yield all pages to compare."""
        if not self.baselines.exists():
            unfinished = self.baselines.with_name("unfinished")
            baselines.make(unfinished, subjects.request())
            unfinished.rename(self.baselines)
        with (
            self.serving_site() as (playwright, ours),
            bench_server.start(self.baselines) as others,
        ):
            yield playwright, [*subjects.site_subjects(ours), *subjects.baseline_subjects(others)]
