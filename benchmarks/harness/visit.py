"""Page visits in a real browser with a fresh profile, timed from the start of the navigation to the first score."""

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

from benchmarks.harness.bench_server import Count, Server
from benchmarks.harness.subjects import Subject
from builder.base.errors import BuildError

# Keep the browser's own requests and background work out of the measurement.
SWITCHES = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
# Seconds that a browser needs to finish starting after it has opened a window.
_START_UP_S = 2.0
# Milliseconds for the slowest engine on a slow network.
_TIMEOUT = 120_000
# Seconds without a request after which a page has finished. A service worker waits before it fetches, and gets longer.
SERVICE_WORKER_STARTS = 4.0
_QUIET = 1.5
# The first word of the console message of scripts/first_score.js.
_LOG_PREFIX = "first-score "


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: the first score and the first contentful paint, in ms from the start of the navigation."""

    score: float
    paint: float | None
    # The traffic until the score was shown, and until the page made no more requests.
    until_score: Count
    total: Count


@dataclass(frozen=True, slots=True)
class Profile:
    """A browser with its own profile, which was empty at the start."""

    context: BrowserContext

    def visit(self, subject: Subject) -> Visit:
        """Open a subject's page in a new tab and wait for its first score.

        Raises BuildError if there is none.
        """
        server, before = subject.server, subject.server.count
        with self.tab() as page:
            times = first_score(page, subject)
            shown = server.count - before
            server.wait_until_quiet(SERVICE_WORKER_STARTS if subject.offline else _QUIET)
        return Visit(
            score=times["score"],
            paint=times["paint"],
            until_score=shown,
            total=server.count - before,
        )

    def read_page(self, server: Server, path: str) -> None:
        """Open a page and wait until it makes no more requests."""
        with self.tab() as page:
            page.goto(server.address + path)
            server.wait_until_quiet(SERVICE_WORKER_STARTS)

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
    """Start a browser with an empty profile on disk, so that the first visit is cold.

    `offline` allows service workers.
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
            time.sleep(_START_UP_S)
            yield Profile(context)
        finally:
            context.close()


def first_score(page: Page, subject: Subject) -> dict[str, Any]:
    """Open a subject's page; return `score` and `paint` in ms, from the console message of its script.

    Raises BuildError if no score is shown within two minutes.
    """
    page.add_init_script(subject.script)
    try:
        with page.expect_console_message(
            lambda message: message.text.startswith(_LOG_PREFIX), timeout=_TIMEOUT
        ) as message:
            page.goto(subject.address, wait_until="commit")
    except TooLate as fault:
        raise BuildError(
            f"{subject.name} showed no score within {_TIMEOUT // 1000} s. "
            "Open its page in a browser and read the console."
        ) from fault
    times: dict[str, Any] = json.loads(message.value.text.removeprefix(_LOG_PREFIX))
    return times
