"""The form while it asks, is hidden and has been cleared, held against axe-core's rules."""

import pytest
from assessment_page import ADDRESS
from playwright.sync_api import Page, expect
from test_axe_assessment import violations
from test_axe_guidance import WIDTHS


@pytest.mark.parametrize("width", WIDTHS)
def test_no_state_breaks_a_rule(page: Page, width: str) -> None:
    page.set_viewport_size({"width": WIDTHS[width]["width"], "height": WIDTHS[width]["height"]})
    page.add_init_script("delete window.WebAssembly")
    page.goto(ADDRESS)
    page.get_by_label("Client’s Name").fill("Sam Example")
    page.get_by_text("On a shared computer: hide or clear the form").click()
    assert violations(page) == []
    page.get_by_role("button", name="Hide the form now").click()
    assert violations(page) == []
    page.get_by_role("button", name="Show the form").click()
    page.get_by_role("button", name="Clear form").first.click()
    assert violations(page) == []
    page.context.set_offline(True)
    page.get_by_role("button", name="Clear the form").click()
    expect(page.get_by_role("alertdialog", name="The form has been cleared")).to_be_visible()
    assert violations(page) == []
    page.context.set_offline(False)
    page.get_by_role("button", name="Load an empty form").click()
    expect(page.get_by_role("alert").filter(has_text="The form has been cleared.")).to_be_visible()
    assert violations(page) == []
