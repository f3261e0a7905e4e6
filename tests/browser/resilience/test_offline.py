"""Tests of the site offline after one visit, and of its updates: no new version takes over while a form is open."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from assessment_page import INSTRUMENT, AssessmentPage
from chromium_switches import SWITCHES
from conftest import Watch
from offline_site import open_with_cached_site, publish
from playwright.sync_api import Browser, BrowserContext, expect
from same_origin_page import open_same_origin_page
from search_page import open_search
from waiting import until

from builder.assets import precache
from builder.serve import dev_server, production_headers
from builder.toolchain.chromium_program import VARIABLE

KEYS = "caches.open('hillingdon-cse-toolkit').then((cache) => cache.keys()).then((all) => all.map(({ url }) => url))"
# Null until a service worker has been seen installing. After that, whether one is still installing.
INSTALLING = """navigator.serviceWorker.getRegistration().then((found) => {
  const now = Boolean(found?.installing);
  window.wasInstalling ||= now;
  return window.wasInstalling ? now : null;
})"""
UPDATE_MESSAGE = "A newer version of this toolkit is ready"


@pytest.fixture(scope="module")
def address(own_site: Path) -> Iterator[str]:
    """Serve the copy of the site with our headers."""
    with dev_server.start(own_site, handler=production_headers.Handler) as address:
        yield address


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """Open a browser context that allows service workers; fail the test on unexpected trouble."""
    watch = Watch(address)
    watch.expect("status of 404")
    with browser.new_context(base_url=address, locale="en-GB") as context:
        watch.follow(context)
        yield context
    assert watch.unexpected() == []


def test_every_page_and_the_search_work_without_a_network(
    visitor: BrowserContext, own_site: Path
) -> None:
    page = open_with_cached_site(visitor)
    visitor.set_offline(True)
    pages = [precache.address(own_site, file) for file in own_site.rglob("index.html")]
    assert len(pages) > 25
    for name in pages:
        answer = page.goto(f"/{name}")
        assert answer is not None
        assert (name, answer.status, answer.from_service_worker) == (name, 200, True)
    page.goto("/recognise/signs")  # without the last slash, as people type it
    expect(page).to_have_url(re.compile(r"/recognise/signs/$"))
    open_search(page)
    page.get_by_role("textbox", name="Search").press_sequentially("taxi")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_the_whole_assessment_works_without_a_network(visitor: BrowserContext) -> None:
    page = open_with_cached_site(visitor)
    visitor.set_offline(True)
    form = AssessmentPage(page).open()
    expect(page.locator("html")).to_have_attribute("data-seal", "sealed")
    form.choose(INSTRUMENT.factors[0], 5)
    form.expect_bar("answered: 1 scored")
    expect(form.check()).to_contain_text("5 from 1 of 11 factors")


def test_site_works_offline_after_a_visit_to_only_the_assessment(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    form = AssessmentPage(page).open()
    # The sealed form can no longer reach the service worker.
    open_same_origin_page(page).evaluate("navigator.serviceWorker.ready.then(() => null)")
    form.choose(INSTRUMENT.factors[0], 5)
    visitor.set_offline(True)
    other = visitor.new_page()
    other.goto("/worried-now/")
    expect(other.get_by_role("heading", level=1)).to_be_visible()


def test_unknown_address_gets_the_404_page_offline(visitor: BrowserContext) -> None:
    page = open_with_cached_site(visitor)
    visitor.set_offline(True)
    response = page.goto("/nothing/here/")
    assert response is not None
    assert response.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")


def test_a_new_version_waits_until_no_form_is_open(visitor: BrowserContext, own_site: Path) -> None:
    reader = open_with_cached_site(visitor)
    reader.evaluate(
        "caches.open('of-somebody-else').then((cache) => cache.put('/x', new Response('x')))"
    )
    before = reader.evaluate(KEYS)
    form = AssessmentPage(visitor.new_page()).open()
    form.page.get_by_label("Client’s Name").fill("Sam Example")

    publish(own_site, "two")
    reader.goto("/about/")
    expect(reader.get_by_text(UPDATE_MESSAGE)).to_be_visible()
    expect(reader.get_by_role("heading", level=1)).not_to_have_text("Edition two")
    expect(form.page.get_by_text(UPDATE_MESSAGE)).to_be_visible()
    expect(form.page.locator("[data-new-version] button")).to_have_count(0)

    reader.get_by_role("button", name="Use it now").click()
    expect(reader.get_by_text("An assessment or checklist is open")).to_be_visible()
    form.choose(INSTRUMENT.factors[0], 5)
    form.expect_bar("answered: 1 scored")
    expect(form.page.get_by_label("Client’s Name")).to_have_value("Sam Example")

    form.page.close()
    reader.get_by_role("button", name="Use it now").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Edition two")
    expect(reader.get_by_text(UPDATE_MESSAGE)).to_be_hidden()
    after = reader.evaluate(KEYS)
    assert len(after) == len(before)
    assert len(set(after) - set(before)) == 1
    assert reader.evaluate("caches.has('of-somebody-else')")
    assert (
        reader.evaluate(
            "new Promise((done) => { const { port1, port2 } = new MessageChannel();"
            " port1.onmessage = ({ data }) => done(data);"
            " navigator.serviceWorker.controller.postMessage('version', [port2]); })"
        )
        == "two"
    )


def test_service_worker_is_not_installed_with_a_file_of_another_version(
    browser: Browser, own_site: Path, address: str
) -> None:
    page_file = own_site / "help" / "glossary" / "index.html"
    right = page_file.read_bytes()
    page_file.write_bytes(right + b"<!-- altered -->")
    try:
        with browser.new_context(base_url=address) as context:
            page = context.new_page()
            page.goto("/")
            # The version is refused as a whole: no service worker is left that could respond for the site.
            until(page, lambda: page.evaluate(INSTALLING) is False)
            assert page.evaluate("navigator.serviceWorker.controller") is None
            assert page.evaluate(
                "navigator.serviceWorker.getRegistration().then((all) => !all?.active)"
            )
            some = page.evaluate(KEYS)
            # The other files are kept, and the next visit only adds to them.
            page_file.write_bytes(right)
            page.goto("/about/")
            page.evaluate("navigator.serviceWorker.ready.then(() => null)")
            assert len(page.evaluate(KEYS)) > len(some) > 0
    finally:
        page_file.write_bytes(right)


def test_site_can_be_installed_as_an_app(browser: Browser, address: str) -> None:
    # The headless shell can install no app and reports no reason.
    chromium = browser.browser_type.launch(
        executable_path=os.environ[VARIABLE], args=list(SWITCHES)
    )
    with chromium, chromium.new_context(base_url=address, locale="en-GB") as context:
        page = open_with_cached_site(context)
        tools = context.new_cdp_session(page)
        faults = tools.send("Page.getInstallabilityErrors")["installabilityErrors"]
        # A test's context counts as a private window, where no app can be installed.
        assert [fault["errorId"] for fault in faults] == ["in-incognito"]
        assert tools.send("Page.getAppManifest")["errors"] == []


def test_the_version_is_on_every_page(site: Path) -> None:
    pages = [file.read_text("utf-8") for file in site.rglob("index.html")]
    versions = {
        version for page in pages for version in re.findall("Toolkit version ([^<]+)<", page)
    }
    assert len(versions) == 1
    assert f'VERSION = "{versions.pop()}"' in (site / precache.NAME).read_text("utf-8")
    assert [page for page in pages if "Toolkit version" not in page] == []
