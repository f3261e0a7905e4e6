"""Fixtures of the exfiltration tests: the attacker's servers, the browser, the channels and the attack runs."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from builder.toolchain.chromium_program import VARIABLE
from exfiltration.expected import expectations, report_table
from exfiltration.expected.expectations import Expectation
from exfiltration.listeners.attacker import Attacker, listening
from exfiltration.runs.attack_runs import AttackRuns
from exfiltration.runs.browser_profile import everyday
from exfiltration.runs.channels import LIST, Channel, from_listing
from exfiltration.runs.site_host import BARE, serving


@pytest.fixture(scope="package")
def attacker() -> Iterator[Attacker]:
    """Run the attacker's servers."""
    with listening() as attacker:
        yield attacker


@pytest.fixture(scope="package")
def everyday_browser(
    browser: Browser, attacker: Attacker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """Open a browser as a user has it, with an empty profile."""
    folder = tmp_path_factory.mktemp("everyday")
    with everyday(browser.browser_type, os.environ[VARIABLE], folder, attacker) as context:
        yield context


@pytest.fixture(scope="package")
def channels(everyday_browser: BrowserContext, attacker: Attacker, site: Path) -> list[Channel]:
    """Return all channels, as their scripts list them."""
    page = everyday_browser.pages[0]
    with serving(site, attacker.received) as host:
        page.goto(f"{host.address}{BARE}")
        return from_listing(page.evaluate(LIST))


@pytest.fixture(scope="package")
def expected(everyday_browser: BrowserContext) -> Expectation:
    """Return the expected results for this version of the browser."""
    session = everyday_browser.new_cdp_session(everyday_browser.pages[0])
    _, _, version = session.send("Browser.getVersion")["product"].partition("/")
    return expectations.load().for_version(version)


@pytest.fixture(scope="package")
def runs(
    everyday_browser: BrowserContext,
    attacker: Attacker,
    channels: list[Channel],
    expected: Expectation,
    site: Path,
) -> AttackRuns:
    """Return the attack runs. Each starts when a test first uses it."""
    return AttackRuns(everyday_browser, attacker, site, channels, expected)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int) -> None:
    """Print the table of open channels, if all tests have passed."""
    if exitstatus == pytest.ExitCode.OK and not terminalreporter.config.option.collectonly:
        terminalreporter.section("What stays open")
        for line in report_table.lines(expectations.load()):
            terminalreporter.write_line(line)
