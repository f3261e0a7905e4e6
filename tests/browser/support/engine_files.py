"""Routes for the requests of the engine's files: answered with 404, or held back."""

from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import Error, Page, Route

ALL = "**/assets/engine/**"
MANIFEST = "**/assets/engine/*/engine.json"
IMAGE = "**/assets/engine/*/python.wasm"
FALLBACK = "**/assets/engine/*/fallback/"


def missing(page: Page, *files: str) -> None:
    """Answer every request for these files with status 404."""
    for file in files:
        page.context.route(file, lambda route: route.fulfill(status=404))


def hold(page: Page) -> Callable[[], None]:
    """Hold back every request for an engine file; return the function that releases them."""
    routes: list[Route] = []
    page.route(ALL, lambda route: routes.append(route))

    def release() -> None:
        page.unroute(ALL)
        for route in routes:
            with suppress(Error):  # the page may have given up waiting for it
                route.continue_()

    return release
