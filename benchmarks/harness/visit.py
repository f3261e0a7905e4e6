"""Visits by a real browser: each profile fresh, each page as a person's browser would load it."""

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright
from playwright.sync_api import TimeoutError as TooLate

from builder.bench.host import Count, Host
from builder.bench.subjects import Subject
from builder.errors import BuildError

# Nothing of the browser's own goes over the wire, or runs beside what is measured.
SWITCHES = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
# In seconds: a browser's own start goes on after it has opened a window, and is no part of any visit.
_REST = 2.0
# For the slowest engine on a slow line.
_PATIENCE = 120_000
# In seconds: how long a page may be quiet before its service worker begins to fetch.
SERVICE_WORKER_STARTS = 4.0
_QUIET = 1.5
# Begins what scripts/first_score.js tells.
_WORD = "first-score "


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit until the first score was shown, times in ms since the navigation began."""

    score: float
    paint: float | None
    # Sent until the score was shown, and by the time that the page asked for nothing more.
    until_score: Count
    in_all: Count


@dataclass(frozen=True, slots=True)
class Profile:
    """A browser with a profile of its own, that no visit came before."""

    context: BrowserContext

    def visit(self, subject: Subject) -> Visit:
        """Open a subject's page in a new tab and wait for its first score.

        Raises BuildError if there is none.
        """
        before = subject.host.count
        with self.tab() as page:
            told = first_score(page, subject)
            shown = subject.host.count - before
            subject.host.wait_until_quiet(SERVICE_WORKER_STARTS if subject.offline else _QUIET)
        return Visit(
            score=told["score"],
            paint=told["paint"],
            until_score=shown,
            in_all=subject.host.count - before,
        )

    def read(self, host: Host, path: str) -> Count:
        """Open a page and stay until it asks for nothing more; return what it took."""
        before = host.count
        with self.tab() as page:
            page.goto(host.address + path)
            host.wait_until_quiet(SERVICE_WORKER_STARTS)
        return host.count - before

    @contextmanager
    def tab(self) -> Iterator[Page]:
        """Open a tab, and close it afterwards."""
        page = self.context.new_page()
        try:
            yield page
        finally:
            page.close()


@contextmanager
def profile(playwright: Playwright, program: Path, *, offline: bool) -> Iterator[Profile]:
    """Start a browser with an empty profile on disk, which is what makes a cold visit cold.

    `offline` lets a site keep itself on the device by a service worker.
    """
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        context = playwright.chromium.launch_persistent_context(
            folder,
            executable_path=program,
            args=list(SWITCHES),
            locale="en-GB",
            service_workers="allow" if offline else "block",
        )
        try:
            time.sleep(_REST)
            yield Profile(context)
        finally:
            context.close()


def first_score(page: Page, subject: Subject) -> dict[str, Any]:
    """Open a subject's page; return what its script has told on the console when the first score was shown.

    Raises BuildError if none is.
    """
    page.add_init_script(subject.script)
    try:
        with page.expect_console_message(
            lambda message: message.text.startswith(_WORD), timeout=_PATIENCE
        ) as told:
            page.goto(subject.address, wait_until="commit")
    except TooLate as fault:
        raise BuildError(
            f"{subject.name} showed no score within {_PATIENCE // 1000} s. "
            "Open it in a browser and look at its console."
        ) from fault
    found: dict[str, Any] = json.loads(told.value.text.removeprefix(_WORD))
    return found
