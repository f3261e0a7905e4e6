"""Tests of the copy kept on a device when the host has removed the site or a part of it, or the quota is too small."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from offline_site import POISON, REFUSED, open_address, open_with_cached_site
from playwright.sync_api import Browser, BrowserContext, Page, expect
from waiting import until

from builder.assets import precache
from builder.assets.fingerprint import hashed_folder
from builder.base import paths
from builder.serve import dev_server, production_headers

WORKER = precache.NAME
WITHDRAW = paths.ROOT / "deploy" / "withdraw" / WORKER
REGISTERED = "navigator.serviceWorker.getRegistration().then((found) => Boolean(found))"
ACTIVE = "navigator.serviceWorker.getRegistration().then((found) => Boolean(found?.active))"
TEXT = "url => fetch(url).then((answer) => answer.text())"
UPDATE = """navigator.serviceWorker.getRegistration()
  .then((found) => found.update()).then(() => "updated", (fault) => fault.name)"""


@pytest.fixture
def own_site(site: Path, tmp_path: Path) -> Path:
    """Return a copy of the site for one test, because each test removes or changes files."""
    folder = tmp_path / "site"
    shutil.copytree(site, folder, copy_function=shutil.copyfile)
    return folder


@pytest.fixture
def visitor(browser: Browser, own_site: Path) -> Iterator[BrowserContext]:
    """Serve the copy with our headers, and open a browser context that allows service workers."""
    with (
        dev_server.start(own_site, handler=production_headers.Handler) as address,
        browser.new_context(base_url=address, locale="en-GB") as context,
    ):
        yield context


def test_cached_site_is_served_if_the_host_removes_the_service_worker(
    visitor: BrowserContext, own_site: Path
) -> None:
    page = open_with_cached_site(visitor)
    (own_site / WORKER).unlink()
    page.goto("/about/")
    assert page.evaluate(UPDATE) == "TypeError"
    for file in own_site.rglob("index.html"):
        file.unlink()
    answer = open_address(page, "/worried-now/")
    assert (answer.status, answer.from_service_worker) == (200, True)


def test_withdrawal_service_worker_deletes_the_cached_site_and_unregisters(
    visitor: BrowserContext, own_site: Path
) -> None:
    page = open_with_cached_site(visitor)
    page.goto("/about/")
    shutil.copyfile(WITHDRAW, own_site / WORKER)
    for file in own_site.rglob("index.html"):
        file.unlink()
    page.evaluate(UPDATE)
    until(page, lambda: page.evaluate("caches.keys()") == [])
    until(page, lambda: page.evaluate(REGISTERED) is False)
    answer = open_address(page, "/worried-now/")
    assert (answer.status, answer.from_service_worker) == (404, False)


def test_withdrawal_service_worker_deletes_the_cache_by_the_name_in_use() -> None:
    ours = (paths.ROOT / "docs/app/offline/service-worker.js").read_text("utf-8")
    name = ours.split('const CACHE = "')[1].split('"')[0]
    assert f'caches.delete("{name}")' in WITHDRAW.read_text("utf-8")


def test_altered_page_is_refused_once_then_404_if_the_host_removed_it(
    visitor: BrowserContext, own_site: Path
) -> None:
    page = open_with_cached_site(visitor)
    page.goto("/about/")
    page.evaluate(POISON, "/help/glossary/")
    (own_site / "help/glossary/index.html").unlink()
    assert open_address(page, "/help/glossary/").status == 503
    expect(page.get_by_role("heading", level=1)).to_have_text(REFUSED)
    # The service worker has unregistered itself, so the next response comes from the host.
    answer = open_address(page, "/help/glossary/")
    assert (answer.status, answer.from_service_worker) == (404, False)


def test_service_worker_refetches_a_file_that_is_wrong_in_the_http_cache(
    visitor: BrowserContext, own_site: Path
) -> None:
    worker, away = own_site / WORKER, own_site / "away.js"
    folder = hashed_folder(own_site, "assets/css").relative_to(own_site).as_posix()
    name = f"{folder}/form.css"
    right = (own_site / name).read_bytes()
    # The first visit gets a wrong file, which may be cached for a year, and no service worker yet.
    worker.rename(away)
    (own_site / name).write_bytes(b"/* wrong */")
    page = visitor.new_page()
    page.goto("/")
    assert page.evaluate(TEXT, f"/{name}") == "/* wrong */"
    (own_site / name).write_bytes(right)
    assert page.evaluate(TEXT, f"/{name}") == "/* wrong */"
    away.rename(worker)
    page.goto("/about/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.goto("/")
    assert page.evaluate(TEXT, f"/{name}") == right.decode("utf-8-sig")


def test_service_worker_is_not_activated_if_the_quota_is_too_small(visitor: BrowserContext) -> None:
    page = visitor.new_page()
    tools = visitor.new_cdp_session(page)
    page.goto("/404.html")
    origin = page.evaluate("location.origin")
    tools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 400_000})
    page.goto("/")
    finished(page)
    assert page.evaluate(ACTIVE) is False


def finished(page: Page) -> None:
    """Wait until a service worker has finished its attempt to install."""
    script = """navigator.serviceWorker.getRegistration().then((found) => {
      const now = Boolean(found?.installing);
      window.wasInstalling ||= now;
      return window.wasInstalling ? now : null;
    })"""
    until(page, lambda: page.evaluate(script) is False)
