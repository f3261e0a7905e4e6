"""Shared fixtures and pytest hooks: the built site, its server, and a browser that fails a test on any error.

No test uses the network outside this machine. The browser cannot resolve any host name, and a test fails if its page
sends a request to another origin.
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
from waiting import TIMEOUT_MS

from builder.base import paths
from builder.commands import SITE_VARIABLE
from builder.serve import dev_server, production_headers
from builder.toolchain.chromium_program import SHELL_VARIABLE, VARIABLE

# A busy machine is slow through no fault of the site, so the timeouts are long and property tests have no deadline.
expect.set_options(timeout=TIMEOUT_MS)
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# For a run of several hours: python3 build.py test tests/builder/engine/test_image.py --hypothesis-profile=fuzz
settings.register_profile("fuzz", settings.get_profile("patient"), max_examples=10_000)
settings.load_profile("patient")

PHONE = {"width": 390, "height": 844}
# pytest-xdist sets this environment variable in its worker processes.
WORKER = "PYTEST_XDIST_WORKER"
# The number of characters, counted from the end of a failure report, that are printed immediately.
LAST = 1500
# Coverage is measured for the tests in this folder only.
COVERED_PACKAGE = "scoring/"
# Playwright logs this message in most tests. They block the service worker, because it would download the whole site.
BLOCKED = "Service Worker registration blocked by Playwright"
# The assessment and its worker each send one probe request, to check that the browser refuses it. The wording of the
# refusal differs between versions of Chromium. The message of a request that was answered, or that failed in the
# network, always begins with "Failed to load resource", so it stays an error.
PROBES = r"^console \w+: (?!Failed to load resource).*(?:seal-probe|data:,)"
# Messages about future changes in Chromium are not errors of the site.
PLANS = r"^console \w+: \[(?:Deprecation|Intervention)\]"
# Messages that the browser may log in any test if the machine is busy. None of them is an error of the site.
LATE = (
    # tests/browser/engine/test_prefetch.py checks that each preloaded file is used, and is fetched only once.
    "was preloaded using link preload but not used within a few seconds",
    # Chromium loads the icon to offer installation. By then the assessment may be sealed, so its requests are blocked.
    r"/assets/icons/icon-\d+\.png",
    # Fonts are loaded last. By then the test may have switched the network off.
    r"ERR_INTERNET_DISCONNECTED \(\S+/assets/fonts/",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the command-line options of this project."""
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
    """Exclude tests outside tests/scoring/ from coverage; start the longest files first if the run is parallel."""
    for item in items:
        # Measuring coverage slows Python down, and the tests in tests/scoring/ cover all of scoring/ by themselves.
        if not distribution.file_of(item.nodeid).startswith(COVERED_PACKAGE):
            item.add_marker("no_cover")
    if config.getvalue("dist") != "no" or hasattr(config, "workerinput"):
        items[:] = distribution.longest_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(
    config: pytest.Config, log: Any
) -> distribution.Distribution | None:
    """Use the scheduler of this project to divide the tests among the worker processes."""
    return distribution.scheduler(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_handlecrashitem(report: pytest.TestReport, sched: Any) -> None:
    """Do not count the first crash of Python in a whole run as a failure."""
    if isinstance(sched, distribution.Distribution):
        distribution.forgive_first_crash(report, sched)


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """Count a forgiven crash as "crashed" in the summary."""
    name = distribution.CRASHED
    return (name, "C", name.upper()) if report.outcome == name else None


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Print a failed or crashed test at once, because a run that is stopped from outside prints no summary."""
    if report.outcome in ("failed", distribution.CRASHED) and not os.environ.get(WORKER):
        sys.stderr.write(
            f"\n{report.outcome.upper()} {report.nodeid} ({report.when})\n{report.longreprtext[-LAST:]}\n"
        )
        sys.stderr.flush()


@dataclass
class Watch:
    """Errors of a browser context's pages: console messages, page errors and requests to other origins."""

    origin: str
    trouble: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=lambda: [PROBES, PLANS, BLOCKED, *LATE])

    def expect(self, pattern: str) -> None:
        """Ignore every message in which the regular expression `pattern` is found."""
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        """Return the messages that match no expected pattern."""
        return [
            text
            for text in self.trouble
            if not any(re.search(pattern, text) for pattern in self.expected)
        ]

    def follow(self, context: BrowserContext) -> None:
        """Record console messages, page errors, requests and web sockets of a context's pages and workers."""
        context.on("console", self._console)
        context.on("weberror", lambda fault: self.trouble.append(f"page error: {fault.error}"))
        context.on("request", lambda request: self._request(request.url))
        context.on("page", lambda page: page.on("websocket", lambda ws: self._request(ws.url)))

    def _console(self, message: ConsoleMessage) -> None:
        # builder/headers/permissions_policy.py lists the features of one version. Others warn about unknown features.
        if "Permissions-Policy header: Unrecognized feature" in message.text:
            return
        if message.type in ("error", "warning"):
            source_address = message.location.get("url", "")
            self.trouble.append(f"console {message.type}: {message.text} ({source_address})")

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        # The page itself makes these addresses, so nothing is sent to a server.
        is_own = parts.scheme in ("data", "about") or url.startswith(f"blob:{self.origin}/")
        if not is_own and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.trouble.append(f"request to another origin: {url}")


@pytest.fixture(scope="session")
def site() -> Path:
    """Return the folder of the built site."""
    folder = Path(os.environ.get(SITE_VARIABLE) or paths.SITE)
    assert (folder / "index.html").is_file(), "no site: run the tests by python3 build.py test"
    return folder


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """Serve the site on a free port with its security headers; yield the address, without a slash at its end."""
    with dev_server.start(site, handler=production_headers.Handler) as address:
        yield address


@pytest.fixture(scope="session")
def plain_server(site: Path) -> Iterator[str]:
    """Serve the site without its security headers, as on GitHub Pages; yield the address."""
    with dev_server.start(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all tests: its headless shell if that is installed.

    Tests of profiles, files on disk and crashes start Chromium themselves.
    """
    program = os.environ.get(SHELL_VARIABLE) or os.environ.get(VARIABLE)
    assert program, "no browser: run the tests by python3 build.py test"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
        yield chromium
        chromium.close()


@pytest.fixture
def watch(server: str) -> Watch:
    """Return the Watch of the test's context. A test that expects an error calls watch.expect("wasm")."""
    return Watch(server)


@pytest.fixture
def context(browser: Browser, server: str, watch: Watch) -> Iterator[BrowserContext]:
    """Open a desktop browser context; fail the test if its pages report an unexpected error."""
    with browser.new_context(base_url=server, locale="en-GB", service_workers="block") as context:
        context.set_default_timeout(TIMEOUT_MS)
        watch.follow(context)
        yield context
    assert watch.unexpected() == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Open an empty page with the site as its base URL."""
    return context.new_page()


@pytest.fixture
def phone(browser: Browser, server: str, watch: Watch) -> Iterator[Page]:
    """Open an empty page with the viewport and touch of a phone; fail the test if it reports an unexpected error."""
    with browser.new_context(
        base_url=server,
        locale="en-GB",
        service_workers="block",
        viewport={"width": PHONE["width"], "height": PHONE["height"]},
        is_mobile=True,
        has_touch=True,
    ) as context:
        context.set_default_timeout(TIMEOUT_MS)
        watch.follow(context)
        yield context.new_page()
    assert watch.unexpected() == []
