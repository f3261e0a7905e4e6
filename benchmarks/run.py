"""Runs the parts of the benchmark one after another and saves the results after each of them."""

import shutil
import tempfile
import time
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks import setup
from benchmarks.parts import PARTS, Part
from benchmarks.reporting import environment
from benchmarks.reporting.results import Outcome, Results
from benchmarks.setup import Setup
from builder.base import paths
from builder.base.console import say, settings, step
from builder.base.errors import BuildError
from builder.supply_chain import checksums

REPORT = paths.ROOT / "benchmarks" / "results.md"
# The same results as data, so that the next run can add a part to them.
SAVED = paths.CACHE / "benchmarks.json"


def run(
    program: Path, site: Path, nginx: Path | None, rounds: int, *, quick: bool, part: str | None
) -> None:
    """Measure all parts, or one; print the results and save them. A quick run saves nothing.

    One part is added to the saved results if those are of the same site, machine and options.

    Raises BuildError if a part fails or a budget is missed.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        # A copy, so that a build during the run changes nothing that is measured.
        site_copy = Path(shutil.copytree(site, Path(temporary) / "site"))
        repetitions = setup.repetitions(rounds, quick=quick)
        shared = Setup(program, site_copy, Path(temporary) / "baselines", nginx, repetitions)
        preamble = _preamble(program, site_copy, rounds)
        results = Results(preamble)
        save = not quick
        if part is not None:
            # One part must not replace a whole report, so it is saved only with earlier results of the same site.
            saved = None if quick else Results.load(SAVED, preamble)
            results, save = saved or results, saved is not None
        measure([PARTS[part]] if part else list(PARTS.values()), shared, results, save=save)
    measured = [part] if part else list(PARTS)
    say(f"\n{results.render(measured)}")
    name = REPORT.relative_to(paths.ROOT).as_posix()
    if save:
        say(f"Saved in {name}.")
    elif quick:
        say("Not saved: this was a quick run.")
    else:
        say(f"Not saved: {name} has results of another site, machine or number of rounds.")
    if problems := list(results.problems(measured)):
        raise BuildError(f"benchmark: {'; '.join(problems)}.")


def measure(parts: Sequence[Part], shared: Setup, results: Results, *, save: bool) -> None:
    """Measure the parts in order. Add each outcome to the results, and save the results if `save` is true."""
    for part in parts:
        results.outcomes[part.name] = _measure(part, shared)
        if save:
            results.save(SAVED, REPORT, list(PARTS))


def _measure(part: Part, shared: Setup) -> Outcome:
    """Measure one part. An exception is reported as a failed outcome, so that the next parts still run."""
    start, load_before, when = time.monotonic(), environment.load_average(), datetime.now(UTC)
    section, failure = None, ""
    try:
        with step(part.title):
            section = part.measure(shared)
    except Exception as fault:
        # The first line, since the browser driver adds a log of many lines.
        failure = (str(fault).strip() or type(fault).__name__).splitlines()[0]
        say(f"  {part.name}: {failure}")
        if isinstance(fault, BuildError) and fault.details:
            say(fault.details)
        if settings.verbose:
            traceback.print_exc()
    seconds = time.monotonic() - start
    conditions = f"Measured on {when.day} {when:%B %Y} in {seconds:.0f} s; load average before: {load_before}."
    return Outcome(part.name, part.title, conditions, section, failure)


def _preamble(program: Path, site: Path, rounds: int) -> str:
    with sync_playwright() as playwright:
        version = environment.browser_version(playwright, program)
    fingerprint = checksums.fingerprint((site / checksums.NAME).read_bytes())
    return (
        f"By `python3 build.py bench --rounds {rounds}` on {environment.describe(version)}. "
        f"Fingerprint of the site: {fingerprint}. Every figure is the median of its rounds, and the rounds of "
        "the site and of the baselines alternate."
    )
