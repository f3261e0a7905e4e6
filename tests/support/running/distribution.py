"""pytest-xdist scheduler: long test files start first, and browser tests are assigned to processes one at a time.

The tests of a file stay in one process if they share a page, or if dividing them would take longer than running them.
A run of selected tests does not use this scheduler.
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

# Sorted by duration, longest first. Two kinds of test alternate: the exfiltration tests mostly wait for requests that
# must not arrive, and the others mostly use the processor. Files that are not listed take 30 seconds at most. They
# start afterwards in pytest's order.
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
# Each test in these folders opens its own page, so any process may run the next one. Then all processes end at about
# the same time.
ONE_BY_ONE = ("browser/", "firefox/")
# A file in these folders stays in one process if its tests share a fixture. This expression finds such a file by its
# text: it defines a shared fixture, or uses the one in browser/resilience/conftest.py.
SHARED = re.compile(r'scope="(?:module|package|class)"|\bown_site\b')
# An additional outcome, besides pytest's "passed", "failed" and "skipped".
CRASHED = "crashed"


class Named(Protocol):
    """A test. Only its node ID is used here."""

    @property
    def nodeid(self) -> str:
        """The test's file and its name in that file."""


Test = TypeVar("Test", bound=Named)


def file_of(nodeid: str) -> str:
    """Return a test's file, relative to tests/."""
    return nodeid.partition("::")[0].removeprefix("tests/")


def unit_of(nodeid: str) -> str:
    """Return the name of a test's unit: all tests of a unit run in the same process."""
    file = file_of(nodeid)
    return nodeid if file.startswith(ONE_BY_ONE) and not shares(file) else file


@cache
def shares(file: str) -> bool:
    """Return whether the tests of a file share a fixture; the path of the file is relative to tests/."""
    return SHARED.search((TESTS / file).read_text("utf-8")) is not None


def longest_first(items: Sequence[Test]) -> list[Test]:
    """Return the tests in starting order: longest files first. The order within a file stays the same."""
    rank = {name: number for number, name in enumerate(LONGEST_FIRST)}
    return sorted(items, key=lambda item: rank.get(file_of(item.nodeid), len(rank)))


class Distribution(LoadFileScheduling):  # type: ignore[misc]
    """A scheduler that assigns the next unit to the process with the least work, and continues if a process crashes.

    It makes three changes to pytest-xdist 3.8.0, which may wait for ever after a crash (its issues 1323 and 1327,
    corrected after that release). A crashed process returns only its unfinished tests to the queue. Its replacement
    gets two units at once, because it waits for a second test before it starts the first. Sending a test to a crashed
    process is not an error.
    """

    def __init__(self, config: pytest.Config, log: Any) -> None:
        super().__init__(config, log)
        self.crashed_in: list[str] = []

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)

    def _assign_work_unit(self, node: Any) -> None:
        # The process may have crashed before this was reported. Its tests return to the queue with the report.
        with contextlib.suppress(OSError):
            super()._assign_work_unit(node)

    def remove_node(self, node: Any) -> str | None:
        """Remove a process; return the test that crashed it, or None if it had finished.

        A test runs again after its first crash. After a second crash it counts as run.
        """
        work = self.assigned_work.pop(node)
        unfinished = {name: unit for name, unit in work.items() if not all(unit.values())}
        if not unfinished:
            return None
        # The replacement registers its own collection.
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
        """Assign the first units, also to the replacement of a crashed process."""
        is_first = self.collection is None
        super().schedule()
        if not is_first:
            for node in self.nodes:
                self._reschedule(node)


def scheduler(config: pytest.Config, log: Any) -> Distribution | None:
    """Return the scheduler of a whole run (--dist loadfile), or None if another distribution was chosen."""
    return Distribution(config, log) if config.getvalue("dist") == "loadfile" else None


def forgive_first_crash(report: pytest.TestReport, sched: Distribution) -> None:
    """Count the first crash of a run as "crashed" and not as a failure: its test runs again.

    A crash of Python on the test machine says nothing about the site, because this project has no native code. Only
    one crash is forgiven, and the summary counts it.
    """
    if len(sched.crashed_in) == 1:
        report.outcome = CRASHED  # type: ignore[assignment]
