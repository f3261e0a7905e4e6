"""Open a blank page of the same origin, to read storage that a sealed page has no functions for."""

from urllib.parse import urljoin

from playwright.sync_api import Page

_BLANK = '<!doctype html><html lang="en"><title>Beside</title><link rel="icon" href="data:,"><body>'


def open_same_origin_page(page: Page) -> Page:
    """Open an empty page of the site's origin, without scripts and without a Content Security Policy."""
    other = page.context.new_page()
    other.route("**/beside", lambda route: route.fulfill(content_type="text/html", body=_BLANK))
    other.goto(urljoin(page.url, "/beside"))
    return other
