"""Open the search of a page. The site has no single-letter shortcut for it."""

from playwright.sync_api import Page


def open_search(page: Page) -> None:
    """Move the focus to the search box, which opens the search at any width."""
    page.locator("[data-md-component=search-query]").focus()
