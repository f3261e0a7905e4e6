"""Divides the tests among the processes of a whole run: long files start first; those in browsers go test by test.

A file's tests stay in one process where they share a page, or take less time than dividing them. A run of only some
tests is not affected.
"""

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
    """Hand out the next unit to whichever process has the least left to do."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)


def scheduler(config: pytest.Config, log: Any) -> Distribution | None:
    """Return the scheduler of a whole run; nothing where another was asked for."""
    return Distribution(config, log) if config.getvalue("dist") == "loadfile" else None
