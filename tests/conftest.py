"""What all tests share: the built site, a server for it, and a browser that reports all trouble.

No test reaches beyond this machine: the browser can resolve no name, and a test whose page asks
another origin for anything fails.
"""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import distribution
import pytest
from chromium_switches import SWITCHES
from hypothesis import HealthCheck, settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)
from waiting import PATIENCE_MS

from builder.base import paths
from builder.commands import SITE_VARIABLE
from builder.serve import dev_server, production_headers
from builder.toolchain.chromium_program import SHELL_VARIABLE, VARIABLE

# On a busy machine everything takes longer, which says nothing of the site: only what never comes is a failure.
expect.set_options(timeout=PATIENCE_MS)
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# For an evening: python3 build.py test tests/builder/engine/test_image.py --hypothesis-profile=fuzz
settings.register_profile("fuzz", settings.get_profile("patient"), max_examples=10_000)
settings.load_profile("patient")

PHONE = {"width": 390, "height": 844}
# pytest-xdist sets it in the processes that it starts.
WORKER = "PYTEST_XDIST_WORKER"
# How much of a failure is printed as soon as it happens, in characters from its end.
LAST = 1500
# The folder whose tests are measured for coverage.
MEASURED = "scoring/"
# Most tests keep nothing offline: each would fetch the whole site.
BLOCKED = "Service Worker registration blocked by Playwright"
# The assessment and its worker each try one request, to see the browser refuse it. In what words it says so changes
# from one Chromium to the next; that a request was answered or failed on its way always begins in the same way.
PROBES = r"^console \w+: (?!Failed to load resource).*(?:seal-probe|data:,)"
# What a newer Chromium says of its own plans is no fault of the site.
PLANS = r"^console \w+: \[(?:Deprecation|Intervention)\]"
# What a browser may say on a busy machine, in any test, of what it has come to late; none of it is a fault of the site.
LATE = (
    # That each is used, and fetched once, tests/browser/engine/test_prefetch.py looks at.
    "was preloaded using link preload but not used within a few seconds",
    # To offer to install the site Chromium looks at its icon, from an assessment that may be sealed by then.
    r"/assets/icons/icon-\d+\.png",
    # They come after all else, and the test may have taken the network away.
    r"ERR_INTERNET_DISCONNECTED \(\S+/assets/fonts/",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of our own."""
    parser.addoption(
        "--approve-pictures",
        action="store_true",
        help="replace the pictures in tests/browser/visual/approved/ instead of comparing with them",
    )
    parser.addoption(
        "--crashes",
        type=int,
        default=10,
        help="how often tests/browser/saving/test_crashes.py kills the browser",
    )
    parser.addoption(
        "--crash-seed",
        type=int,
        default=14,
        help="the seed of the random moments in tests/browser/saving/test_crashes.py",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Say which tests count for the coverage; let a run in several processes start with what takes longest."""
    for item in items:
        # Measuring slows Python down. The tests of scoring/ reach all of it without the help of the others.
        if not distribution.file_of(item.nodeid).startswith(MEASURED):
            item.add_marker("no_cover")
    if config.getvalue("dist") != "no" or hasattr(config, "workerinput"):
        items[:] = distribution.longest_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(
    config: pytest.Config, log: Any
) -> distribution.Distribution | None:
    """Divide the tests among the processes in our own way."""
    return distribution.scheduler(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_handlecrashitem(report: pytest.TestReport, sched: Any) -> None:
    """Forgive one crash of Python in a whole run."""
    if isinstance(sched, distribution.Distribution):
        distribution.forgive_first_crash(report, sched)


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """Count what was forgiven under a name of its own."""
    name = distribution.CRASHED
    return (name, "C", name.upper()) if report.outcome == name else None


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Name a failed or crashed test at once: a run that is stopped from outside never comes to its summary."""
    if report.outcome in ("failed", distribution.CRASHED) and not os.environ.get(WORKER):
        sys.stderr.write(
            f"\n{report.outcome.upper()} {report.nodeid} ({report.when})\n{report.longreprtext[-LAST:]}\n"
        )
        sys.stderr.flush()


@dataclass
class Watch:
    """What went wrong in a context's pages, beside what a test says it expects."""

    origin: str
    trouble: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=lambda: [PROBES, PLANS, BLOCKED, *LATE])

    def expect(self, pattern: str) -> None:
        """Let trouble pass whose text the pattern is found in."""
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        """Return what no expectation covers."""
        return [
            text
            for text in self.trouble
            if not any(re.search(pattern, text) for pattern in self.expected)
        ]

    def follow(self, context: BrowserContext) -> None:
        """Listen to everything that a context's pages and their workers report."""
        context.on("console", self._console)
        context.on("weberror", lambda fault: self.trouble.append(f"page error: {fault.error}"))
        context.on("request", lambda request: self._request(request.url))
        context.on("page", lambda page: page.on("websocket", lambda ws: self._request(ws.url)))

    def _console(self, message: ConsoleMessage) -> None:
        # builder/headers/permissions_policy.py lists features of one version. Others warn of unknown ones.
        if "Permissions-Policy header: Unrecognized feature" in message.text:
            return
        if message.type in ("error", "warning"):
            where = message.location.get("url", "")
            self.trouble.append(f"console {message.type}: {message.text} ({where})")

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        # Made in the page itself, by the page: nothing is asked of anyone.
        own = parts.scheme in ("data", "about") or url.startswith(f"blob:{self.origin}/")
        if not own and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.trouble.append(f"request to another origin: {url}")


@pytest.fixture(scope="session")
def site() -> Path:
    """Return the folder of the built site."""
    folder = Path(os.environ.get(SITE_VARIABLE) or paths.SITE)
    assert (folder / "index.html").is_file(), "no site: run the tests by python3 build.py test"
    return folder


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """Serve the site on a free port, as a host with our headers does; the address has no last slash."""
    with dev_server.start(site, handler=production_headers.Handler) as address:
        yield address


@pytest.fixture(scope="session")
def plain_server(site: Path) -> Iterator[str]:
    """Serve the site as a host does that can send no headers of ours, such as GitHub Pages."""
    with dev_server.start(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all tests: its headless shell where there is one.

    Tests of what surrounds a page (profiles, files on disk, crashes) start Chromium themselves.
    """
    program = os.environ.get(SHELL_VARIABLE) or os.environ.get(VARIABLE)
    assert program, "no browser: run the tests by python3 build.py test"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
        yield chromium
        chromium.close()


@pytest.fixture
def watch(server: str) -> Watch:
    """Return the list of trouble, for tests that expect some: watch.expect("wasm")."""
    return Watch(server)


@pytest.fixture
def context(browser: Browser, server: str, watch: Watch) -> Iterator[BrowserContext]:
    """Open a browser context of a desktop; fail the test if its pages report trouble."""
    with browser.new_context(base_url=server, locale="en-GB", service_workers="block") as context:
        context.set_default_timeout(PATIENCE_MS)
        watch.follow(context)
        yield context
    assert watch.unexpected() == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Open an empty page; its addresses are relative to the site."""
    return context.new_page()


@pytest.fixture
def phone(browser: Browser, server: str, watch: Watch) -> Iterator[Page]:
    """Open an empty page on a phone; fail the test if it reports trouble."""
    with browser.new_context(
        base_url=server,
        locale="en-GB",
        service_workers="block",
        viewport={"width": PHONE["width"], "height": PHONE["height"]},
        is_mobile=True,
        has_touch=True,
    ) as context:
        context.set_default_timeout(PATIENCE_MS)
        watch.follow(context)
        yield context.new_page()
    assert watch.unexpected() == []
