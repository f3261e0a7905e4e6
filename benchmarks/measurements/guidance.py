"""What a guidance page costs its reader: bytes over the wire on a first visit, and the time to the first words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Playwright

from builder.bench.first_score import LINE
from builder.bench.host import Count, Host
from builder.bench.line import Line
from builder.bench.subjects import ENGINE, FORM, SECTION_TWO
from builder.bench.visits import SERVICE_WORKER_STARTS, SWITCHES

_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


@dataclass(frozen=True, slots=True)
class PageView:
    """A first visit to one page."""

    path: str
    count: Count
    # Whether any file of the engine was asked for.
    engine: bool
    paint: float | None


@dataclass(frozen=True, slots=True)
class Guidance:
    """Every page once; the heaviest of them in every round, at full speed and on the line; what the device keeps."""

    pages: list[PageView]
    # The pages that lead to the form, from which the engine may be fetched ahead.
    section_two: list[PageView]
    paints: list[float]
    paints_on_line: list[float]
    # With all that the service worker fetches after a first visit, so that the site works without a network.
    with_offline: Count

    @property
    def heaviest(self) -> PageView:
        """The page that took the most bytes, but for those of Section Two."""
        return max(self.pages, key=_weight)


def measure(playwright: Playwright, program: Path, host: Host, rounds: int) -> Guidance:
    """Read every page of the site but the form, each with an empty cache."""
    paths = sorted(path for path in host.files if path.endswith("/") and path != FORM)
    browser = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))

    @contextmanager
    def fresh(*, offline: bool = False) -> Iterator[BrowserContext]:
        with browser.new_context(
            locale="en-GB", service_workers="allow" if offline else "block"
        ) as context:
            yield context

    def view(path: str) -> PageView:
        with fresh() as context:
            return _view(context, host, path)

    try:
        pages = [view(path) for path in paths]
        apart = [page for page in pages if page.path.startswith(SECTION_TWO)]
        pages = [page for page in pages if page not in apart]
        heaviest = max(pages, key=_weight).path
        paints = [view(heaviest).paint for _ in range(rounds)]
        host.line = Line(*LINE)
        on_line = [view(heaviest).paint for _ in range(rounds)]
        host.line = None
        with fresh(offline=True) as context:
            kept = _view(context, host, "/", SERVICE_WORKER_STARTS).count
    finally:
        host.line = None
        browser.close()
    return Guidance(pages, apart, [*filter(None, paints)], [*filter(None, on_line)], kept)


def _weight(page: PageView) -> int:
    return page.count.sent


def _view(context: BrowserContext, host: Host, path: str, quiet: float = 1.5) -> PageView:
    page, before, asked = context.new_page(), host.count, len(host.asked)
    page.goto(host.address + path)
    host.wait_until_quiet(quiet)
    engine = any(each.startswith(ENGINE) for each in host.asked[asked:])
    return PageView(path, host.count - before, engine, page.evaluate(_PAINT))
