"""Tests of the engine's prefetch: once, on the pages before the form, and not elsewhere or on a slow or costly line."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from assessment_page import AssessmentPage
from bare_engine import folder
from chromium_switches import SWITCHES
from conftest import Watch
from playwright.sync_api import Browser, BrowserContext, Page

from builder.serve import dev_server, production_headers
from builder.toolchain.chromium_program import VARIABLE

BEFORE_FORM = "/assessing-risk/using-the-tool/"
OTHER_PAGES = ("/", "/recognise/signs/", "/share/consent/", "/recognise/checklist/")
# A file that a page requests after its load event. Any prefetch of the engine would have been requested before it.
MARKER = "/about/answers.schema.json"


@pytest.fixture
def request_counts() -> Counter[str]:
    """Count the requests that reach the host, by path. Those answered from the browser's cache do not."""
    return Counter()


@pytest.fixture
def address(site: Path, request_counts: Counter[str]) -> Iterator[str]:
    """Serve the site with the production headers; return the server's address."""

    class Counting(production_headers.Handler):
        def send_head(self) -> BytesIO | BinaryIO | None:
            request_counts[self.address()] += 1
            return super().send_head()

    with dev_server.start(site, handler=Counting) as address:
        yield address


@pytest.fixture(params=["block"])
def reader(
    request: pytest.FixtureRequest, browser: Browser, address: str, tmp_path: Path
) -> Iterator[BrowserContext]:
    """Start a browser with a cache on disk: a cache in memory has no room for the engine as it is sent here."""
    watch = Watch(address)
    with browser.browser_type.launch_persistent_context(
        tmp_path / "profile",
        executable_path=os.environ[VARIABLE],
        args=list(SWITCHES),
        base_url=address,
        locale="en-GB",
        service_workers=request.param,
    ) as context:
        watch.follow(context)
        yield context
    assert watch.unexpected() == []


def engine(request_counts: Counter[str]) -> dict[str, int]:
    return {
        path: count for path, count in request_counts.items() if path.startswith("/assets/engine/")
    }


def wait_for_engine(page: Page, request_counts: Counter[str], site: Path) -> dict[str, int]:
    """Wait until the whole engine has arrived; return the requests that the host should have received by then."""
    names = [f"{folder(site)}{name}" for name in ("engine.json", "python.wasm")]
    page.evaluate(
        """(name) => new Promise((resolve) => {
          new PerformanceObserver((found, observer) => {
            if (found.getEntriesByName(name).length) resolve(observer.disconnect());
          }).observe({ type: "resource", buffered: true });
        })""",
        f"{page.url.partition('/assessing-risk/')[0]}{names[1]}",
    )
    return dict.fromkeys(names, 1)


def send_marker(page: Page, request_counts: Counter[str]) -> None:
    """Request one more file from a page and wait for it, so that all earlier requests have reached the host too."""
    before = request_counts[MARKER]
    page.evaluate(
        """async (marker) => {
          for (let times = 0; times < 2; times += 1) {
            await (await fetch(marker, { cache: "no-store", priority: "low" })).arrayBuffer();
          }
        }""",
        MARKER,
    )
    assert request_counts[MARKER] == before + 2


def test_form_uses_the_engine_prefetched_by_the_page_before_it(
    reader: BrowserContext, request_counts: Counter[str], site: Path
) -> None:
    page = reader.new_page()
    page.goto(BEFORE_FORM)
    expected = wait_for_engine(page, request_counts, site)
    assert engine(request_counts) == expected
    AssessmentPage(page).open()
    assert engine(request_counts) == expected


@pytest.mark.parametrize("path", OTHER_PAGES)
def test_other_pages_do_not_prefetch_the_engine(
    reader: BrowserContext, request_counts: Counter[str], path: str
) -> None:
    page = reader.new_page()
    page.goto(path)
    send_marker(page, request_counts)
    assert request_counts[path] == 1
    assert engine(request_counts) == {}


@pytest.mark.parametrize(
    "line", [{"saveData": True, "effectiveType": "4g"}, {"effectiveType": "3g"}], ids=str
)
def test_engine_is_not_prefetched_on_a_data_saving_or_slow_connection(
    reader: BrowserContext, request_counts: Counter[str], line: dict[str, object]
) -> None:
    reader.add_init_script(
        f"Object.defineProperty(Navigator.prototype, 'connection', {{ value: {json.dumps(line)} }})"
    )
    page = reader.new_page()
    page.goto(BEFORE_FORM)
    send_marker(page, request_counts)
    assert request_counts[BEFORE_FORM] == 1
    assert engine(request_counts) == {}


@pytest.mark.parametrize("reader", ["allow"], indirect=True)
def test_service_worker_and_page_together_fetch_the_engine_once(
    reader: BrowserContext, request_counts: Counter[str], site: Path
) -> None:
    page = reader.new_page()
    page.goto(BEFORE_FORM)
    expected = wait_for_engine(page, request_counts, site)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    assert engine(request_counts) == expected
    # From now on the service worker controls the page and has the engine, so there is no prefetch.
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.reload()
    with page.expect_request(f"**{MARKER}?last"):
        page.evaluate("marker => fetch(`${marker}?last`).then(() => null)", MARKER)
    assert page.evaluate("navigator.serviceWorker.controller !== null")
    assert [url for url in requests if "/assets/engine/" in url] == []
    assert engine(request_counts) == expected
