"""Measures guidance pages: bytes of a first visit, first contentful paint, and the service worker's downloads."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Playwright

from benchmarks.harness.bench_server import Count, Server
from benchmarks.harness.subjects import ENGINE, FORM, SECTION_TWO
from benchmarks.harness.throttle import Throttle
from benchmarks.harness.visit import SERVICE_WORKER_STARTS, SWITCHES
from benchmarks.measurements.first_score import NETWORK

_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


@dataclass(frozen=True, slots=True)
class PageView:
    """A first visit to one page: its traffic, whether it fetched the engine, and the first paint in ms."""

    path: str
    count: Count
    engine: bool
    paint: float | None


@dataclass(frozen=True, slots=True)
class Guidance:
    """Every page once, and the heaviest page in every round, at full speed and throttled (paint times in ms)."""

    pages: list[PageView]
    # The pages that lead to the form and so may prefetch the engine.
    section_two: list[PageView]
    paints: list[float]
    paints_throttled: list[float]
    # The traffic of a first visit, with all that the service worker then fetches for use without a network.
    with_offline: Count

    @property
    def heaviest(self) -> PageView:
        """The page with the most bytes, outside Section Two."""
        return max(self.pages, key=_weight)


def measure(playwright: Playwright, program: Path, server: Server, rounds: int) -> Guidance:
    """Open every page of the site except the form, each with an empty cache."""
    paths = sorted(path for path in server.files if path.endswith("/") and path != FORM)
    browser = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))

    @contextmanager
    def fresh(*, offline: bool = False) -> Iterator[BrowserContext]:
        with browser.new_context(
            locale="en-GB", service_workers="allow" if offline else "block"
        ) as context:
            yield context

    def view(path: str) -> PageView:
        with fresh() as context:
            return _view(context, server, path)

    try:
        pages = [view(path) for path in paths]
        section_two = [page for page in pages if page.path.startswith(SECTION_TWO)]
        pages = [page for page in pages if page not in section_two]
        heaviest = max(pages, key=_weight).path
        paints = [view(heaviest).paint for _ in range(rounds)]
        with server.throttled(Throttle(*NETWORK)):
            throttled = [view(heaviest).paint for _ in range(rounds)]
        with fresh(offline=True) as context:
            with_offline = _view(context, server, "/", SERVICE_WORKER_STARTS).count
    finally:
        browser.close()
    return Guidance(
        pages, section_two, [*filter(None, paints)], [*filter(None, throttled)], with_offline
    )


def _weight(page: PageView) -> int:
    return page.count.bytes_sent


def _view(context: BrowserContext, server: Server, path: str, quiet: float = 1.5) -> PageView:
    page, before, requests_before = context.new_page(), server.count, len(server.request_paths)
    page.goto(server.address + path)
    server.wait_until_quiet(quiet)
    engine = any(each.startswith(ENGINE) for each in server.request_paths[requests_before:])
    return PageView(path, server.count - before, engine, page.evaluate(_PAINT))
