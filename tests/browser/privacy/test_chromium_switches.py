"""Tests of our Chromium switches: they turn off every feature that Playwright turns off."""

import re
import sys

import pytest
from chromium_switches import FEATURES_OFF
from playwright.sync_api import Browser, Error


def test_our_chromium_switches_disable_every_feature_that_playwright_disables(
    browser: Browser,
) -> None:
    # Python is not a browser, so the launch fails and the error shows the whole command line.
    with pytest.raises(Error) as caught:
        browser.browser_type.launch(executable_path=sys.executable)
    match = re.search(r"--disable-features=(\S+)", str(caught.value))
    assert match is not None
    assert set(match[1].split(",")) - set(FEATURES_OFF) == set()
