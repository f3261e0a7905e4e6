"""Tests of the response headers in a browser: they block what they should, and break nothing that people use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from assessment_page import ADDRESS, INSTRUMENT, AssessmentPage
from conftest import Watch
from form_filling import ScriptFormFiller
from playwright.sync_api import Browser, Page, expect
from search_page import open_search

from builder.headers import permissions_policy
from builder.headers.header_rules import WORKERS
from builder.serve import dev_server

# Not a page, so it has no CSP of its own. A page's CSP would block what the tests try from it.
WITHOUT_POLICY = "/about/answers.schema.json"


@pytest.fixture
def other_origin(site: Path, watch: Watch) -> Iterator[str]:
    """Serve the site without headers from another origin too; expect its requests and its missing favicon."""
    watch.expect("request to another origin|favicon")
    with dev_server.start(site) as address:
        yield address


def test_permissions_policy_denies_every_browser_feature(page: Page, browser: Browser) -> None:
    page.goto("/recognise/signs/")
    left = set(page.evaluate("() => document.featurePolicy.allowedFeatures()"))
    assert not left & set(permissions_policy.FEATURES)
    if browser.version.startswith(f"{permissions_policy.CHROMIUM_VERSION}."):
        assert left == set()
        known = page.evaluate("() => document.featurePolicy.features()")
        assert sorted(known) == sorted(permissions_policy.FEATURES)


def test_control_page_without_headers_may_use_the_camera(
    page: Page, plain_server: str, watch: Watch
) -> None:
    watch.expect("request to another origin")
    page.goto(f"{plain_server}/recognise/signs/")
    assert "camera" in page.evaluate("() => document.featurePolicy.allowedFeatures()")


def test_telephone_links_do_not_lose_what_was_typed(page: Page, watch: Watch) -> None:
    watch.expect("request to another origin: tel:")
    form = AssessmentPage(page, ScriptFormFiller()).open()
    box = page.get_by_label(INSTRUMENT.analysis.fields[0].label, exact=True)
    box.fill("Words of Sam Example")
    shown = page.locator('a[href^="tel:"]:visible').all()
    numbers = {link.get_attribute("href") for link in shown}
    assert len(numbers) > 3
    for number in numbers:
        page.locator(f'a[href="{number}"]:visible').first.click()
    # After all the clicks, answer a question: only the page that was there before can still have the text. Answer it
    # by script, because the browser may be asking whether to call, and then accepts no other click.
    form.fill({"factor-1": 2})
    form.expect_bar("answered: 1 scored")
    expect(box).to_have_value("Words of Sam Example")
    assert page.url.endswith(ADDRESS)


def test_a_link_to_another_site_is_followed(page: Page, watch: Watch) -> None:
    watch.expect("request to another origin|ERR_NAME_NOT_RESOLVED")
    page.goto("/help/contacts/")
    link = page.locator('main a[href^="https:"]').first
    address = link.get_attribute("href") or ""
    with page.expect_event("requestfailed") as failed:
        link.click()
    assert failed.value.url.startswith(address)
    # No host name resolves here. If a header of the page had blocked the link, that reason would be reported first.
    assert failed.value.failure == "net::ERR_NAME_NOT_RESOLVED"


def framed(page: Page, address: str) -> bool:
    """Return whether a page of another site can show this address in a frame."""
    page.evaluate(
        """address => new Promise((done) => {
            const frame = document.createElement("iframe");
            frame.addEventListener("load", done);
            frame.src = address;
            document.body.append(frame);
        })""",
        address,
    )
    # A refused frame contains an error page of the browser.
    return page.frames[-1].get_by_role("link", name="999").count() > 0


def test_headers_stop_other_sites_from_framing_a_page(
    page: Page, server: str, plain_server: str, other_origin: str, watch: Watch
) -> None:
    watch.expect("frame-ancestors|X-Frame-Options|status of 404")
    for address, expected in ((plain_server, True), (server, False)):
        page.goto(f"{other_origin}{WITHOUT_POLICY}")
        assert framed(page, f"{address}/about/") is expected
        assert framed(page, f"{address}/gone/") is expected


def test_page_opened_by_another_site_has_no_link_to_its_opener(
    page: Page, server: str, plain_server: str, other_origin: str, watch: Watch
) -> None:
    for address, has_opener in ((plain_server, True), (server, False)):
        page.goto(f"{other_origin}{WITHOUT_POLICY}")
        with page.expect_popup() as popup:
            page.evaluate("to => { window.tab = window.open(to); }", f"{address}/about/")
        popup.value.wait_for_load_state()
        assert popup.value.evaluate("() => window.opener !== null") is has_opener
        assert page.evaluate("() => !window.tab.closed") is has_opener


def test_headers_stop_other_sites_from_embedding_an_image(
    page: Page, server: str, plain_server: str, other_origin: str, watch: Watch
) -> None:
    watch.expect("NotSameOrigin")
    load = """address => new Promise((done) => {
        const picture = new Image();
        picture.onload = () => done(true);
        picture.onerror = () => done(false);
        picture.src = address + "/assets/images/favicon.png";
    })"""
    page.goto(f"{other_origin}{WITHOUT_POLICY}")
    assert page.evaluate(load, plain_server) is True
    assert page.evaluate(load, server) is False


def test_search_worker_can_send_requests_only_to_its_own_site(
    page: Page, server: str, plain_server: str, other_origin: str, watch: Watch
) -> None:
    watch.expect("violates|Failed to load resource")
    fetch = "to => fetch(to, { mode: 'no-cors' }).then(() => true, () => false)"
    for address, reached in ((plain_server, True), (server, False)):
        with page.expect_worker() as started:
            page.goto(f"{address}/recognise/signs/")
            open_search(page)
        worker = started.value
        assert WORKERS.rpartition("/")[0] in worker.url
        assert worker.evaluate(fetch, f"{address}/search/search_index.json") is True
        assert worker.evaluate(fetch, f"{other_origin}{WITHOUT_POLICY}") is reached
