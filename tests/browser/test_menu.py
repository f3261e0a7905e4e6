"""The menu of a narrow window, and of one that is magnified: opened, gone through and left by the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

GUIDANCE, FORM = "/recognise/signs/", "/assessing-risk/assessment/"
# Says of what has the focus whether any of it can be seen.
_IS_SEEN = """() => {
  const { x, y, width, height } = document.activeElement.getBoundingClientRect();
  return x + width > 0 && y + height > 0 && x < innerWidth && y < innerHeight;
}"""


@pytest.fixture
def narrow(page: Page) -> Page:
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    return page


def expect_to_be_seen(page: Page) -> None:
    """Expect that what has the focus is on the screen, once what opens by it is open."""
    for _ in range(20):
        if page.evaluate(_IS_SEEN):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"nobody sees {page.evaluate('document.activeElement.outerHTML')[:300]}")


@pytest.mark.parametrize("address", [GUIDANCE, FORM])
def test_a_menu_that_is_closed_takes_no_focus(narrow: Page, address: str) -> None:
    narrow.goto(address)
    menu = narrow.get_by_role("navigation", name="Navigation")
    for _ in range(25):
        narrow.keyboard.press("Tab")
        assert menu.locator(":focus").count() == 0
        if narrow.locator(":focus").get_attribute("id") != "__drawer":
            expect_to_be_seen(narrow)


@pytest.mark.parametrize("address", [GUIDANCE, FORM])
def test_it_is_opened_gone_through_and_closed_by_keys(narrow: Page, address: str) -> None:
    narrow.goto(address)
    narrow.keyboard.press("Tab")
    switch = narrow.get_by_role("checkbox", name="Show the menu")
    expect(switch).to_be_focused()
    button = narrow.locator("label.md-header__button[for=__drawer]")
    assert button.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    narrow.keyboard.press("Space")
    menu = narrow.get_by_role("navigation", name="Navigation")
    expect(menu.get_by_role("link", name="Welcome")).to_be_in_viewport()
    link = menu.get_by_role("link", name="1.3 Who is most at risk")
    for _ in range(40):
        narrow.keyboard.press("Tab")
        expect_to_be_seen(narrow)
        if link.evaluate("each => each === document.activeElement"):
            break
    expect(link).to_be_focused()
    switch.focus()
    narrow.keyboard.press("Space")
    expect(link).to_be_hidden()


def test_a_page_is_opened_from_it(narrow: Page) -> None:
    narrow.goto(GUIDANCE)
    narrow.keyboard.press("Tab")
    narrow.keyboard.press("Space")
    link = narrow.get_by_role("navigation", name="Navigation").get_by_role(
        "link", name="Useful contacts"
    )
    link.focus()
    narrow.keyboard.press("Enter")
    narrow.wait_for_url("**/help/contacts/")


def test_in_a_wide_window_there_is_no_switch(page: Page) -> None:
    page.goto(GUIDANCE)
    expect(page.locator("#__drawer")).to_be_hidden()
    expect(page.get_by_role("link", name="1.3 Who is most at risk").first).to_be_visible()
