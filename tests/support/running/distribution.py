"""Divides the tests among the processes of a whole run: long files start first; those in browsers go test by test.

A file's tests stay in one process where they share a page, or take less time than dividing them. A run of only some
tests is not affected.
"""

import contextlib
import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol, TypeVar

import pytest
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

from builder.base import paths

TESTS = paths.ROOT / "tests"

# By the time they took, longest first, two kinds in turn: the exfiltration tests mostly wait for what must not arrive,
# the others mostly compute. What is not named takes half a minute at most, and starts afterwards in the usual order.
LONGEST_FIRST = (
    "exfiltration/test_without_headers.py",
    "browser/accessibility/test_every_state.py",
    "exfiltration/test_with_headers.py",
    "browser/saving/test_crashes.py",
    "exfiltration/test_unprotected.py",
    "browser/form/test_cases.py",
    "exfiltration/test_other_programs.py",
    "browser/privacy/test_disk_traces.py",
    "exfiltration/test_csp_directives.py",
    "browser/saving/test_open.py",
    "builder/engine/test_image.py",
    "webkit/test_webkit.py",
    "browser/saving/test_round_trip.py",
    "browser/form/test_case_record.py",
    "firefox/test_altered_files.py",
    "browser/accessibility/test_forced_colours.py",
    "firefox/test_firefox.py",
    "browser/accessibility/test_names_and_roles.py",
    "browser/privacy/test_injection.py",
    "browser/paper/test_pages.py",
    "webkit/test_webkit_paper.py",
    "browser/resilience/test_offline.py",
    "browser/saving/test_compare.py",
    "browser/guidance/test_search.py",
)
# Folders whose tests each open a page of their own, so that any process may take the next of them: then all end at
# about the same time.
ONE_BY_ONE = ("browser/", "firefox/")
# A file in them that opens something once for all its tests stays in one process, which this finds in its text: a
# fixture of its own, or one that browser/resilience/conftest.py makes once for a file.
SHARED = re.compile(r'scope="(?:module|package|class)"|\bown_site\b')
# An outcome of our own, beside pytest's "passed", "failed" and "skipped".
CRASHED = "crashed"


class Named(Protocol):
    """A test, of which only the name counts here."""

    @property
    def nodeid(self) -> str:
        """Its file, and its name in it."""


Test = TypeVar("Test", bound=Named)


def file_of(nodeid: str) -> str:
    """Return a test's file, relative to tests/."""
    return nodeid.partition("::")[0].removeprefix("tests/")


def unit_of(nodeid: str) -> str:
    """Return the name that a test shares with those that must run in the same process."""
    file = file_of(nodeid)
    return nodeid if file.startswith(ONE_BY_ONE) and not shares(file) else file


@cache
def shares(file: str) -> bool:
    """Say whether the tests of a file, which is relative to tests/, use something that is made once for all of them."""
    return SHARED.search((TESTS / file).read_text("utf-8")) is not None


def longest_first(items: Sequence[Test]) -> list[Test]:
    """Return the tests in the order in which they are to start; those of a file keep theirs."""
    rank = {name: number for number, name in enumerate(LONGEST_FIRST)}
    return sorted(items, key=lambda item: rank.get(file_of(item.nodeid), len(rank)))


class Distribution(LoadFileScheduling):  # type: ignore[misc]
    """Hand out the next unit to whichever process has the least left to do; go on if Python itself crashes in one.

    Three changes to pytest-xdist 3.8.0, which after a crash may wait for ever (its issues 1323 and 1327, corrected
    after that release). A lost process gives back only what it has not finished. The process that takes its place
    gets two units at once, because it waits for a second test before it starts the first. What is sent to a lost
    process is no error.
    """

    def __init__(self, config: pytest.Config, log: Any) -> None:
        super().__init__(config, log)
        self.crashed_in: list[str] = []

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)

    def _assign_work_unit(self, node: Any) -> None:
        # A process may have ended although this is not reported yet. What it was given comes back with the report.
        with contextlib.suppress(OSError):
            super()._assign_work_unit(node)

    def remove_node(self, node: Any) -> str | None:
        """Take a process away; return the test that it crashed in, or nothing if it had finished.

        A test runs again after its first crash. After a second crash it counts as run.
        """
        work = self.assigned_work.pop(node)
        unfinished = {name: unit for name, unit in work.items() if not all(unit.values())}
        if not unfinished:
            return None
        # The process that takes its place brings its own.
        del self.registered_collections[node]
        unit = next(iter(unfinished.values()))
        test: str = next(name for name, is_finished in unit.items() if not is_finished)
        unit[test] = test in self.crashed_in
        self.crashed_in.append(test)
        for name, rest in reversed(unfinished.items()):
            if not all(rest.values()):
                self.workqueue[name] = rest
                self.workqueue.move_to_end(name, last=False)
        for other in self.assigned_work:
            self._reschedule(other)
        return test

    def schedule(self) -> None:
        """Hand out the first units, also to a process that takes the place of a lost one."""
        is_first = self.collection is None
        super().schedule()
        if not is_first:
            for node in self.nodes:
                self._reschedule(node)


def scheduler(config: pytest.Config, log: Any) -> Distribution | None:
    """Return the scheduler of a whole run; nothing where another was asked for."""
    return Distribution(config, log) if config.getvalue("dist") == "loadfile" else None


def forgive_first_crash(report: pytest.TestReport, sched: Distribution) -> None:
    """Count the first crash of a run as "crashed" and not as a failure: its test runs again.

    What crashed is Python on the machine of the tests, which says nothing of the site: no code of ours runs outside
    Python's own bounds. Only one is forgiven, and the summary counts it.
    """
    if len(sched.crashed_in) == 1:
        report.outcome = CRASHED  # type: ignore[assignment]
