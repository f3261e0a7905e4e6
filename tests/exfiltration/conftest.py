"""The attacker, a browser for him, and the raids whose outcome the tests judge."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from attack import expectation, table
from attack.attacker import Attacker, listening
from attack.expectation import Expectation
from attack.own_host import BARE, serving
from attack.profile import everyday
from attack.raids import Raids
from attack.ways import LIST, Way, listed
from builder.browser import VARIABLE


@pytest.fixture(scope="package")
def attacker() -> Iterator[Attacker]:
    """Listen for whatever gets out."""
    with listening() as attacker:
        yield attacker


@pytest.fixture(scope="package")
def everyday_browser(
    browser: Browser, attacker: Attacker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """Open a browser as a person has it, with an empty profile."""
    folder = tmp_path_factory.mktemp("everyday")
    with everyday(browser.browser_type, os.environ[VARIABLE], folder, attacker) as context:
        yield context


@pytest.fixture(scope="package")
def ways(everyday_browser: BrowserContext, attacker: Attacker, site: Path) -> list[Way]:
    """Return all ways out, as their scripts list them."""
    page = everyday_browser.pages[0]
    with serving(site, attacker.heard) as own:
        page.goto(f"{own.address}{BARE}")
        return listed(page.evaluate(LIST))


@pytest.fixture(scope="session")
def expected() -> Expectation:
    """Return what is expected of each way."""
    return expectation.load()


@pytest.fixture(scope="package")
def raids(
    everyday_browser: BrowserContext,
    attacker: Attacker,
    ways: list[Way],
    expected: Expectation,
    site: Path,
) -> Raids:
    """Return the raids; each is made when it is first asked for."""
    return Raids(everyday_browser, attacker, site, ways, expected)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int) -> None:
    """Print what stays open, once the tests have found that it is so."""
    if exitstatus == pytest.ExitCode.OK and not terminalreporter.config.option.collectonly:
        terminalreporter.section("What stays open")
        for line in table.lines(expectation.load()):
            terminalreporter.write_line(line)
