"""Tests of the navigation menu in a narrow or magnified window: keyboard, focus and mouse."""

import pytest
from playwright.sync_api import Locator, Page, expect
from waiting import until

GUIDANCE, AUDIT = "/recognise/signs/", "/assessing-risk/audit/"
# Returns whether any part of the focused element is inside the window.
_IS_VISIBLE = """() => {
  const { x, y, width, height } = document.activeElement.getBoundingClientRect();
  return x + width > 0 && y + height > 0 && x < innerWidth && y < innerHeight;
}"""


@pytest.fixture
def narrow(page: Page) -> Page:
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    return page


def menu_of(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Navigation")


def open_menu(page: Page, address: str) -> Locator:
    """Open a page and then its menu with the keyboard; return the menu."""
    page.goto(address)
    button = page.get_by_role("button", name="Menu")
    expect(button).to_have_attribute("aria-expanded", "false")
    for _ in range(10):
        page.keyboard.press("Tab")
        if button.evaluate("each => each === document.activeElement"):
            break
    expect(button).to_be_focused()
    assert button.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(menu_of(page).get_by_role("link", name="Home", exact=True)).to_be_in_viewport()
    return menu_of(page)


def expect_to_be_seen(page: Page) -> None:
    """Wait until the focused element is on the screen; what the focus opens may take time to open."""
    until(page, lambda: page.evaluate(_IS_VISIBLE))


@pytest.mark.parametrize("address", [GUIDANCE, AUDIT])
def test_a_menu_that_is_closed_takes_no_focus(narrow: Page, address: str) -> None:
    narrow.goto(address)
    for _ in range(25):
        narrow.keyboard.press("Tab")
        expect(menu_of(narrow).locator(":focus")).to_have_count(0)
        expect_to_be_seen(narrow)


@pytest.mark.parametrize("address", [GUIDANCE, AUDIT])
def test_menu_can_be_opened_navigated_and_closed_by_keyboard(narrow: Page, address: str) -> None:
    link = open_menu(narrow, address).get_by_role("link", name="1.3 Which young people")
    for _ in range(40):
        narrow.keyboard.press("Tab")
        expect_to_be_seen(narrow)
        if link.evaluate("each => each === document.activeElement"):
            break
    expect(link).to_be_focused()
    narrow.keyboard.press("Escape")
    expect(narrow.get_by_role("button", name="Menu")).to_be_focused()
    expect(link).to_be_hidden()


def test_menu_opens_by_mouse_and_closes_after_a_link_is_followed(narrow: Page) -> None:
    narrow.goto(GUIDANCE)
    button = narrow.get_by_role("button", name="Menu")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    link = menu_of(narrow).get_by_role("link", name="Useful contacts")
    link.scroll_into_view_if_needed()
    link.click()
    narrow.wait_for_url("**/help/contacts/")
    expect(menu_of(narrow)).to_be_hidden()


def test_menu_in_a_wide_window_is_visible_without_a_button(page: Page) -> None:
    page.goto(GUIDANCE)
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    expect(page.get_by_role("link", name="1.3 Which young people").first).to_be_visible()
