"""Waiting for what Playwright has no wait for."""

from collections.abc import Callable

from playwright.sync_api import Page


def until(page: Page, holds: Callable[[], object]) -> None:
    """Let a page go on until something holds; fail if it does not within twenty seconds."""
    for _ in range(400):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("what was waited for did not come")
