"""Accessibility tests of the pages with a form, in each state: axe-core rules, target size, scrolling and motion."""

from collections.abc import Callable, Iterator

import pytest
import states
from accessibility import faults
from playwright.sync_api import Page


@pytest.mark.parametrize("walk", states.WALKS, ids=lambda walk: walk.__name__)
def test_form_pages_have_no_accessibility_faults_in_any_state(
    page: Page, walk: Callable[[Page], Iterator[str]]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    all_faults = [f"{state}: {fault}" for state in walk(page) for fault in faults(page)]
    assert not all_faults, "\n".join(all_faults)
