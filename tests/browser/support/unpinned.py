"""Remove the integrity hashes of scripts, so that tests can change a script without the browser refusing it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route

_PIN = re.compile(r'(<script\b[^>]*) integrity="[^"]*"')
HEADER = "integrity-policy"


def without_pins(html: str) -> str:
    """Return a page's HTML without the integrity attributes of its script elements."""
    return _PIN.sub(r"\1", html)


def change_form(page: Page, change: Callable[[str], str]) -> None:
    """Make a page load the form's script as `change` returns it."""

    def unpinned(route: Route) -> None:
        answer = route.fetch()
        headers = {name: value for name, value in answer.headers.items() if name != HEADER}
        route.fulfill(response=answer, headers=headers, body=without_pins(answer.text()))

    def changed(route: Route) -> None:
        route.fulfill(content_type="text/javascript", body=change(route.fetch().text()))

    page.route(re.compile(r"/assessing-risk/assessment/$"), unpinned)
    page.route("**/app-*/assessment-boot.mjs", changed)
