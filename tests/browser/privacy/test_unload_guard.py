"""Tests of the Back button: it returns to an empty form, even in a browser with a back-forward cache."""

import os
import re
from collections.abc import Iterator

import pytest
from assessment_page import ADDRESS
from chromium_switches import SWITCHES
from playwright.sync_api import Browser, Page, expect

from builder.toolchain.chromium_program import VARIABLE


@pytest.fixture
def keeping(browser: Browser, server: str) -> Iterator[Page]:
    """Open a page in a browser with its back-forward cache on, which Playwright otherwise turns off."""
    chromium = browser.browser_type.launch(
        executable_path=os.environ[VARIABLE],
        ignore_default_args=["--disable-back-forward-cache"],
        args=list(SWITCHES),
    )
    page = chromium.new_page(base_url=server)
    page.on("dialog", lambda dialog: dialog.accept())
    # Without the engine the page is small, so the browser always keeps it in the cache.
    page.add_init_script("delete window.WebAssembly")
    yield page
    chromium.close()


def go_back(page: Page) -> None:
    """Press Back without waiting for a load, because a page from the cache is not loaded again."""
    page.evaluate("void setTimeout(() => history.back())")


def test_back_button_returns_to_an_empty_assessment(keeping: Page) -> None:
    keeping.goto(ADDRESS)
    keeping.get_by_label("Client’s Name").fill("Sam Example")
    keeping.get_by_label("Care Leaver").check()
    keeping.goto("/")
    go_back(keeping)
    expect(keeping).to_have_url(re.compile(f"{ADDRESS}$"))
    expect(keeping.get_by_label("Client’s Name")).to_have_value("")
    expect(keeping.get_by_label("Care Leaver")).not_to_be_checked()


def test_back_button_returns_to_an_empty_checklist(keeping: Page) -> None:
    keeping.goto("/recognise/checklist/")
    keeping.get_by_role("checkbox").first.check()
    keeping.goto("/")
    go_back(keeping)
    expect(keeping).to_have_url(re.compile("/recognise/checklist/$"))
    expect(keeping.get_by_role("checkbox").first).not_to_be_checked()


def test_control_back_forward_cache_restores_an_unguarded_page(keeping: Page) -> None:
    """Control: the browser restores a page from its cache, so the two tests above can fail."""
    keeping.goto("/recognise/signs/")
    keeping.evaluate("document.title = 'as it was'")
    keeping.goto("/")
    go_back(keeping)
    expect(keeping).to_have_title("as it was")
