"""One run of the benchmark, from the built site to the report."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from builder import paths, sums
from builder.bench import (
    audit_page,
    building,
    first_score,
    form,
    guidance,
    host,
    load,
    machine,
    memory,
    pace,
    report,
    rivals,
    search,
    subjects,
    tasks,
    visits,
)
from builder.bench.figures import Figures, Memory
from builder.bench.subjects import OURS, Subject
from builder.progress import say, step

RESULTS = paths.ROOT / "bench" / "results.md"
# What the form shows when it has started, and when it has no engine; what a rival shows.
_STARTED = rf"Scored 0 of {len(form.INSTRUMENT.factors)}"
_WITHOUT = "cannot be worked out here"
_TOTAL = f"Total {form.FIRST.lowest}$"


@dataclass(frozen=True, slots=True)
class Effort:
    """How often things are done."""

    rounds: int
    scores: int
    clicks: int
    files: int


def run(program: Path, site: Path, web_server: Path | None, rounds: int, *, quick: bool) -> None:
    """Measure everything, print it, and keep it in bench/results.md; a quick run keeps nothing.

    Raises BuildError if something that is measured does not work.
    """
    effort = Effort(rounds, 200, 50, 50) if quick else Effort(rounds, 1000, 300, 1000)
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        # A copy: somebody may build while this goes on.
        copy = Path(shutil.copytree(site, Path(temporary) / "site"))
        others = Path(temporary) / "rivals"
        rivals.make(others, subjects.request())
        busy = machine.busy()
        with sync_playwright() as playwright:
            figures = _Run(playwright, program, effort).measure(copy, others, web_server)
            version = machine.browser_version(playwright, program)
        fingerprint = sums.fingerprint((copy / sums.NAME).read_bytes())
    preamble = (
        f"{machine.preamble(f'--rounds {rounds}', version, busy)} The site's fingerprint: {fingerprint}. "
        f"{rounds} rounds, interleaved; every figure is the median of its rounds."
    )
    text = report.render(figures, preamble)
    say(f"\n{text}")
    if not quick:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(text, encoding="utf-8", newline="\n")
        say(f"Kept in {RESULTS.relative_to(paths.ROOT).as_posix()}.")


@dataclass(frozen=True, slots=True)
class _Run:
    playwright: Playwright
    program: Path
    effort: Effort

    def measure(self, site: Path, others: Path, web_server: Path | None) -> Figures:
        """Measure one thing after the other, so that none disturbs another."""
        with host.start(site) as ours, host.start(others) as theirs:
            compared = [*subjects.ours(ours), *subjects.others(theirs)]
            once = [subject for subject in compared if subject.name != subjects.OURS_BARE]
            rounds = self.effort.rounds
            timed = first_score.measure(self.playwright, self.program, compared, rounds)
            with step("Tasks of the main thread"):
                longest = {each.name: self._tasks(each) for each in once}
            with step("Memory"):
                held = self._memory(once)
            with step(f"{self.effort.scores} scores and reports of each"):
                paces = {each.name: self._pace(each) for each in once}
            with step("Guidance"):
                read = guidance.measure(self.playwright, self.program, ours, rounds)
            with step("Search"):
                searched = search.measure(self.playwright, self.program, ours)
            asked = self._asked(compared[0])
            with step(f"The audit page with {self.effort.files} locked files"):
                audited = audit_page.measure(self.playwright, self.program, ours, self.effort.files)
        with step("Building a copy of the project"):
            built = building.measure(rounds)
        loaded = None
        if web_server:
            with step("nginx under load"):
                loaded = load.measure(web_server, site, asked)
        return Figures(timed, longest, held, paces, read, searched, built, audited, loaded)

    def _tasks(self, subject: Subject) -> list[tasks.Longest]:
        rounds = range(self.effort.rounds)
        return [tasks.trace(self.playwright, self.program, subject) for _ in rounds]

    def _memory(self, compared: list[Subject]) -> dict[str, Memory]:
        """Measure every page with its engine and without, round by round; nothing, where the system does not say."""
        if not memory.can_measure():
            return {}
        found = {subject.name: Memory() for subject in compared}
        for _ in range(self.effort.rounds):
            samples = [
                _sample(each, engine=engine) for each in compared for engine in (True, False)
            ]
            sizes = iter(memory.private(self.playwright, self.program, samples))
            for subject in compared:
                found[subject.name].with_engine.append(next(sizes))
                found[subject.name].without.append(next(sizes))
        return found

    def _pace(self, subject: Subject) -> pace.Pace:
        clicks = self.effort.clicks if subject.name == OURS else 0
        return pace.measure(
            self.playwright, self.program, subject, self.effort.scores, clicks=clicks
        )

    def _asked(self, subject: Subject) -> list[str]:
        """Return what a first visit to a page asks for, and finds."""
        before = len(subject.host.asked)
        with visits.profile(self.playwright, self.program, offline=True) as profile:
            profile.visit(subject)
        return [path for path in subject.host.asked[before:] if subject.host.find(path)]


def _sample(subject: Subject, *, engine: bool) -> memory.Sample:
    """Return a subject's page, with its engine or without."""
    if subject.name != OURS:
        path, shown = ("", _TOTAL) if engine else ("?without", r"Total\s*$")
        return memory.Sample(subject.host, subject.path + path, shown)
    # The service worker stays out of both: what it keeps is no part of the engine.
    refused = (subjects.SERVICE_WORKER, *(() if engine else (subjects.ENGINE,)))
    return memory.Sample(subject.host, subject.path, _STARTED if engine else _WITHOUT, refused)
