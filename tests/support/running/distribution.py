"""Divides the tests among the processes of a whole run: long files start first, and some are divided test by test.

A file's tests otherwise stay in one process, since many share a page. A run of only some tests is not affected.
"""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

import pytest
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

# By the time they took, longest first, two kinds in turn: the exfiltration tests mostly wait for what must not arrive,
# the others mostly compute. What is not named takes a minute at most, and starts afterwards in the usual order.
LONGEST_FIRST = (
    "exfiltration/test_without_headers.py",
    "browser/saving/test_crashes.py",
    "exfiltration/test_with_headers.py",
    "browser/form/test_cases.py",
    "exfiltration/test_csp_directives.py",
    "browser/accessibility/test_every_state.py",
    "exfiltration/test_other_programs.py",
    "browser/saving/test_open.py",
    "exfiltration/test_unprotected.py",
    "browser/privacy/test_disk_traces.py",
    "webkit/test_webkit.py",
    "browser/saving/test_draft.py",
    "browser/accessibility/test_every_page.py",
    "browser/privacy/test_injection.py",
    "firefox/test_firefox.py",
    "browser/form/test_checklist.py",
    "browser/form/test_form.py",
    "browser/accessibility/test_forced_colours.py",
    "browser/form/test_clear.py",
    "browser/form/test_surroundings.py",
    "browser/accessibility/test_focus.py",
    "browser/form/test_reassessment.py",
    "browser/form/test_journey.py",
    "browser/resilience/test_offline.py",
    "browser/saving/test_save.py",
    "browser/accessibility/test_names_and_roles.py",
    "browser/engine/test_fallback.py",
    "browser/resilience/test_engine_faults.py",
    "browser/saving/test_round_trip.py",
    "webkit/test_webkit_paper.py",
    "browser/visual/test_screenshots.py",
    "browser/resilience/test_interruptions.py",
)
# Long, and each of their tests opens a page of its own, so that any process may take the next of them.
ONE_BY_ONE = frozenset(
    {
        "browser/accessibility/test_every_state.py",
        "browser/accessibility/test_every_page.py",
        "browser/accessibility/test_names_and_roles.py",
        "browser/engine/test_fallback.py",
        "browser/privacy/test_injection.py",
        "browser/resilience/test_engine_faults.py",
        "browser/resilience/test_interruptions.py",
        "browser/saving/test_draft.py",
        "browser/saving/test_save.py",
        "browser/visual/test_screenshots.py",
        "firefox/test_firefox.py",
    }
)


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
    return nodeid if file_of(nodeid) in ONE_BY_ONE else file_of(nodeid)


def longest_first(items: Sequence[Test]) -> list[Test]:
    """Return the tests in the order in which they are to start; those of a file keep theirs."""
    rank = {name: number for number, name in enumerate(LONGEST_FIRST)}
    return sorted(items, key=lambda item: rank.get(file_of(item.nodeid), len(rank)))


class Distribution(LoadFileScheduling):  # type: ignore[misc]
    """FormFiller out the next unit to whichever process has the least left to do."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)


def scheduler(config: pytest.Config, log: Any) -> Distribution | None:
    """Return the scheduler of a whole run; nothing where another was asked for."""
    return Distribution(config, log) if config.getvalue("dist") == "loadfile" else None
