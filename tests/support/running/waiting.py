"""Timeouts of the tests, and polling for a condition that Playwright cannot wait for. No other file may sleep."""

import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Page

# The timeout of every wait. It is far longer than a busy machine needs: only a condition that never holds reaches it.
TIMEOUT_S = 180.0
TIMEOUT_MS = TIMEOUT_S * 1000
# The timeout of a program that waits several times, one wait after the other.
PROGRAM_S = 5 * TIMEOUT_S
# The environment variable with the timeout of each wait, for programs in other languages.
VARIABLE = "TIMEOUT_MS"
# The first pause between two checks. Each pause is 1.5 times as long as the one before, up to the longest, so that slow
# checks, such as reading all files in a folder, do not delay the program under test.
_PAUSE_S = 0.05
_LONGEST_PAUSE_S = 0.4

Value = TypeVar("Value")


def until(page: Page, condition: Callable[[], Value], seconds: float = TIMEOUT_S) -> Value:
    """Wait until a condition holds, and process the page's events meanwhile; return the first true value.

    Raises AssertionError if it does not hold within `seconds`.
    """
    return _poll(lambda pause: page.wait_for_timeout(pause * 1000), condition, seconds)


def eventually(condition: Callable[[], Value], seconds: float = TIMEOUT_S) -> Value:
    """Check a condition repeatedly until it holds; return the first true value.

    Raises AssertionError if it does not hold within `seconds`.
    """
    return _poll(lambda pause: time.sleep(pause), condition, seconds)


def _poll(wait: Callable[[float], None], condition: Callable[[], Value], seconds: float) -> Value:
    limit = time.monotonic() + seconds
    pause = _PAUSE_S
    while not (value := condition()):
        assert time.monotonic() < limit, f"the condition did not hold within {seconds:g} seconds"
        wait(pause)
        pause = min(pause * 1.5, _LONGEST_PAUSE_S)
    return value
