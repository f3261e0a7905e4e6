"""Pages without their scripts' hashes, for tests that change a script: the browser would refuse it otherwise."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route

_PIN = re.compile(r'(<script\b[^>]*) integrity="[^"]*"')
HEADER = "integrity-policy"


def without_pins(html: str) -> str:
    """Return a page whose script elements take any script."""
    return _PIN.sub(r"\1", html)


def change_form(page: Page, change: Callable[[str], str]) -> None:
    """Let a page load the form's script with something changed in it."""

    def unpinned(route: Route) -> None:
        answer = route.fetch()
        headers = {name: value for name, value in answer.headers.items() if name != HEADER}
        route.fulfill(response=answer, headers=headers, body=without_pins(answer.text()))

    def changed(route: Route) -> None:
        route.fulfill(content_type="text/javascript", body=change(route.fetch().text()))

    page.route(re.compile(r"/assessing-risk/assessment/$"), unpinned)
    page.route("**/app-*/assessment-boot.mjs", changed)
