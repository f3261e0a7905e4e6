"""How long tests wait, and the wait for a condition that Playwright has no wait for. No other file may pause."""

import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Page

# The limit of every wait, far above what a busy machine needs: only a condition that never holds takes this long.
PATIENCE_S = 180.0
PATIENCE_MS = PATIENCE_S * 1000
# The limit of a program that waits several times, one wait after the other.
PROGRAM_S = 5 * PATIENCE_S
# The environment variable that gives programs in other languages the limit of each of their waits.
VARIABLE = "PATIENCE_MS"
# The first pause between two checks. Each pause is 1.5 times as long as the one before, up to the longest, so that slow
# checks, such as reading all files in a folder, do not hold up what they wait for.
_PAUSE_S = 0.05
_LONGEST_PAUSE_S = 0.4

Found = TypeVar("Found")


def until(page: Page, found: Callable[[], Found], seconds: float = PATIENCE_S) -> Found:
    """Let a page's events arrive until a condition holds; return its first true value.

    Raises AssertionError when it has not held within `seconds`.
    """
    return _poll(lambda pause: page.wait_for_timeout(pause * 1000), found, seconds)


def eventually(found: Callable[[], Found], seconds: float = PATIENCE_S) -> Found:
    """Check again and again until a condition holds; return its first true value.

    Raises AssertionError when it has not held within `seconds`.
    """
    return _poll(lambda pause: time.sleep(pause), found, seconds)


def _poll(wait: Callable[[float], None], found: Callable[[], Found], seconds: float) -> Found:
    limit = time.monotonic() + seconds
    pause = _PAUSE_S
    while not (value := found()):
        assert time.monotonic() < limit, f"the condition did not hold within {seconds:g} seconds"
        wait(pause)
        pause = min(pause * 1.5, _LONGEST_PAUSE_S)
    return value
