"""Tests of the service worker's cache after foreign code has rewritten it: no altered file or header is served."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import throwaway_browser
from assessment_page import INSTRUMENT, AssessmentPage
from offline_site import POISON, REFUSED, open_address, open_with_cached_site, publish
from playwright.sync_api import Browser, BrowserContext, expect
from search_page import open_search

from builder.assets import precache
from builder.assets.fingerprint import hashed_folder
from builder.headers import netlify
from builder.serve import dev_server, production_headers

# Keeps the bytes of each file, but replaces its headers.
FOREIGN_HEADERS = """async () => {
  const cache = await caches.open("hillingdon-cse-toolkit");
  for (const key of await cache.keys()) {
    const bytes = await (await cache.match(key)).arrayBuffer();
    const headers = { "Content-Security-Policy": "script-src *", "Content-Type": "text/plain", "X-Foreign": "1" };
    await cache.put(key, new Response(bytes, { headers }));
  }
}"""
FETCH = "url => fetch(url).then((answer) => answer.text(), () => null)"
VERSION = """new Promise((done) => { const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => done(data);
  navigator.serviceWorker.controller.postMessage('version', [port2]); })"""
FORM = "assessing-risk/assessment/"


@pytest.fixture(
    params=[production_headers.Handler, dev_server.Handler], ids=["our headers", "no headers"]
)
def address(own_site: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Serve the copy of the site, once with our headers and once without."""
    with dev_server.start(own_site, handler=request.param) as address:
        yield address


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """Open a browser context that allows service workers."""
    with browser.new_context(base_url=address, locale="en-GB") as context:
        yield context


def one_of_each_kind(site: Path) -> dict[str, str]:
    """Return the path of one file of each kind that the service worker keeps."""
    (search,) = site.glob("assets/javascripts/workers/search.*.js")
    app, css = (hashed_folder(site, folder).name for folder in ("app", "assets/css"))
    (image,) = site.glob("assets/engine/*/python.wasm")
    by_kind = {
        "script": f"{app}/assessment-boot.mjs",
        "script that comes later": f"{app}/encryption.mjs",
        # Browsers load a worker without a hash. The service worker checks the hash of the kept copy all the same.
        "search worker": search.relative_to(site).as_posix(),
        "style": f"assets/{css}/form.css",
        "engine": image.relative_to(site).as_posix(),
        "engine's list": image.with_name("engine.json").relative_to(site).as_posix(),
        "font": "assets/fonts/source-sans-3-latin-wght-normal.woff2",
        "JSON": "search/search_index.json",
        "manifest": "manifest.webmanifest",
        "picture": "assets/icons/icon-192.png",
    }
    assert all((site / name).is_file() for name in by_kind.values())
    return by_kind


def text_of(site: Path, name: str) -> str:
    """Return the text of a file, decoded as a browser does."""
    return (site / name).read_bytes().decode("utf-8-sig", "replace")


def test_service_worker_serves_no_altered_file_from_its_cache(
    visitor: BrowserContext,
    own_site: Path,
) -> None:
    page = open_with_cached_site(visitor)
    page.goto("/about/")
    assert page.evaluate(POISON, "") > 50
    visitor.set_offline(True)
    for kind, name in one_of_each_kind(own_site).items():
        # The browser's HTTP cache may still contain the right bytes. No script can write to it.
        assert page.evaluate(FETCH, f"/{name}") in (None, text_of(own_site, name)), kind
    refused = open_address(page, f"/{FORM}")
    assert (refused.status, refused.from_service_worker) == (503, True)
    expect(page.get_by_role("heading", level=1)).to_have_text(REFUSED)
    expect(page.get_by_text("call 999")).to_be_visible()
    # With a network, the right files replace the altered ones at once.
    visitor.set_offline(False)
    page.goto("/about/")
    assert page.evaluate(POISON, "") > 0
    for kind, name in one_of_each_kind(own_site).items():
        assert page.evaluate(FETCH, f"/{name}") == text_of(own_site, name), kind
    form = AssessmentPage(page).open()
    expect(page.locator("html")).to_have_attribute("data-seal", "sealed")
    form.choose(INSTRUMENT.factors[0], 5)
    form.expect_bar("answered: 1 scored")
    # They are also kept: the form then works without a network.
    visitor.set_offline(True)
    assert open_address(page, f"/{FORM}").status == 200
    expect(page.locator("html")).to_have_attribute("data-seal", "sealed")


def test_altered_cache_files_are_replaced_by_an_update(
    visitor: BrowserContext,
    address: str,
    own_site: Path,
) -> None:
    page = open_with_cached_site(visitor)
    page.goto("/about/")
    page.evaluate(POISON, "")
    version = f"for {address}"
    publish(own_site, version)
    page.evaluate(
        "navigator.serviceWorker.getRegistration().then((all) => all.update()).then(() => null)"
    )
    expect(page.get_by_text("A newer version of this toolkit is ready")).to_be_visible()
    visitor.set_offline(True)
    page.get_by_role("button", name="Use it now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Edition {version}")
    assert page.evaluate(VERSION) == version
    for kind, name in one_of_each_kind(own_site).items():
        assert page.evaluate(FETCH, f"/{name}") == text_of(own_site, name), kind
    AssessmentPage(page).open()
    expect(page.locator("html")).to_have_attribute("data-seal", "sealed")


def test_altered_cache_files_are_not_served_after_a_browser_restart(
    browser: Browser,
    own_site: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    # A short name: the browser creates a socket in it, and the system limits the length of a socket's path.
    folder = tmp_path_factory.mktemp("restart")
    with dev_server.start(own_site) as address:
        with throwaway_browser.running(browser.browser_type, folder) as first:
            page = first.pages[0]
            page.goto(f"{address}/about/")
            page.evaluate("navigator.serviceWorker.ready.then(() => null)")
            page.reload()
            page.evaluate(POISON, "")
            first.close()
        with throwaway_browser.running(browser.browser_type, folder) as second:
            page = second.pages[0]
            answer = open_address(page, f"{address}/{FORM}")
            assert (answer.status, answer.from_service_worker) == (200, True)
            expect(page.locator("html")).to_have_attribute("data-seal", "sealed")
            page.goto(f"{address}/about/")
            page.evaluate(POISON, "")
            second.context.set_offline(True)
            open_address(page, f"{address}/{FORM}")
            expect(page.get_by_role("heading", level=1)).to_have_text(REFUSED)
            second.close()


def test_headers_come_from_the_build_and_not_from_the_cache(
    visitor: BrowserContext,
    own_site: Path,
) -> None:
    page = open_with_cached_site(visitor)
    page.goto("/about/")
    page.evaluate(FOREIGN_HEADERS)
    rules = netlify.read(own_site)
    pages = [precache.address(own_site, file) for file in own_site.rglob("index.html")]
    assert len(pages) > 25
    for name in pages:
        answer = open_address(page, f"/{name}")
        response_headers = answer.all_headers()
        expected = netlify.of(rules, f"/{name}")
        for left_out in ("Strict-Transport-Security", "Cache-Control"):
            expected.pop(left_out, None)
        actual = {header: response_headers.get(header.lower()) for header in expected}
        assert (name, actual) == (name, expected)
        assert response_headers["content-type"] == "text/html; charset=utf-8"
        assert "x-foreign" not in response_headers
    script = one_of_each_kind(own_site)["script"]
    kinds = "url => fetch(url).then(({ headers }) => [...headers].map(([name]) => name))"
    assert "x-foreign" not in page.evaluate(kinds, f"/{script}")
    assert "content-security-policy" in page.evaluate(kinds, f"/{script}")


def test_service_worker_with_a_smaller_scope_serves_the_same_pages(
    visitor: BrowserContext,
    own_site: Path,
) -> None:
    page = open_with_cached_site(visitor)
    page.goto("/about/")
    page.evaluate(
        """() => navigator.serviceWorker.register("/service-worker.js?foreign", { scope: "/assessing-risk/" })
          .then((made) => new Promise((done) => {
            const worker = made.installing ?? made.waiting ?? made.active;
            const look = () => worker.state === "activated" && done(null);
            worker.addEventListener("statechange", look);
            look();
          }))"""
    )
    visitor.set_offline(True)
    for name in ("assessing-risk/", FORM):
        assert open_address(page, f"/{name}").status == 200
        html = (own_site / name / "index.html").read_text("utf-8")
        title = re.search("<h1[^>]*>([^<&]*)", html)
        assert title
        expect(page.get_by_role("heading", level=1).first).to_contain_text(title[1].strip())


def test_file_that_is_not_a_page_is_sandboxed_when_opened_as_one(
    visitor: BrowserContext,
    address: str,
) -> None:
    page = open_with_cached_site(visitor)
    # The service worker keeps the first of these. It leaves the second to the network.
    for name in ("search/search_index.json", "about/answers.schema.json"):
        answer = open_address(page, f"/{name}")
        assert "sandbox" in (answer.all_headers()["content-security-policy"])
        assert page.evaluate("() => self.origin") == "null"


def test_altered_page_is_refused_once_if_the_host_has_another_version(
    visitor: BrowserContext,
    own_site: Path,
) -> None:
    page = open_with_cached_site(visitor)
    page.goto("/about/")
    page.evaluate(POISON, "/help/glossary/")
    file = own_site / "help" / "glossary" / "index.html"
    right = file.read_bytes()
    file.write_bytes(right.replace(b"<h1", b"<h1 data-newer", 1))
    try:
        assert open_address(page, "/help/glossary/").status == 503
        expect(page.get_by_role("heading", level=1)).to_have_text(REFUSED)
        # The service worker has unregistered itself, so the next response comes from the host.
        answer = open_address(page, "/help/glossary/")
        assert (answer.status, answer.from_service_worker) == (200, False)
    finally:
        file.write_bytes(right)


def test_signs_are_carried_from_a_checklist_opened_before_the_service_worker(
    visitor: BrowserContext,
) -> None:
    page = visitor.new_page()
    page.goto("/recognise/checklist/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.get_by_role("checkbox").first.check()
    with visitor.expect_page() as opening:
        page.locator("#carry").click()
    form = opening.value
    assert form.evaluate("() => Boolean(navigator.serviceWorker?.controller ?? true)")
    expect(form.locator("[data-signs-for]")).to_be_visible()


def test_cached_search_worker_is_used_if_the_host_serves_an_altered_one(
    visitor: BrowserContext,
    own_site: Path,
) -> None:
    page = open_with_cached_site(visitor)
    (file,) = own_site.glob("assets/javascripts/workers/search.*.js")
    right = file.read_bytes()
    file.write_bytes(b"postMessage('swapped')")
    try:
        page.goto("/about/")
        open_search(page)
        page.get_by_role("textbox", name="Search").press_sequentially("taxi")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
    finally:
        file.write_bytes(right)


def test_search_worker_policy_allows_requests_only_to_its_own_site(own_site: Path) -> None:
    (file,) = own_site.glob("assets/javascripts/workers/search.*.js")
    headers = netlify.of(netlify.read(own_site), f"/{file.relative_to(own_site).as_posix()}")
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    # It may request files of the site and nothing else.
    assert re.search(r"connect-src 'self'(;|$)", policy) or "connect-src" not in policy
