"""The attacked pages: one without any protection, the sealed assessment, and other pages of the site."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from playwright.sync_api import Frame, Page, Worker
from waiting import TIMEOUT_MS

from exfiltration.runs.site_host import BARE, BARE_WORKER, OwnHost

ASSESSMENT = "/assessing-risk/assessment/"
# The second page is where injected code can send most. Without headers this is a file that is not a page, because
# it has no policy. With our headers it is a page that links to other sites, because it may navigate to them.
_NO_PAGE = "/about/answers.schema.json"
_LINKS_ELSEWHERE = "/help/contacts/"


@dataclass(frozen=True)
class AttackedPage:
    """A page to try the channels from."""

    host: OwnHost
    path: str
    # `ready` waits until the page is ready for the attack. `ready_again`, for later tabs, waits for its policies only.
    ready: Callable[[Page | Frame], None]
    ready_again: Callable[[Page | Frame], None]
    # Returns the page's worker.
    worker: Callable[[Page], Worker]
    # The path of the second page, on the same host, in which injected code runs too.
    second_path: str

    @property
    def second(self) -> str:
        """Return the address of the second page."""
        return f"{self.host.address}{self.second_path}"

    @property
    def address(self) -> str:
        """Return the address of the page."""
        return f"{self.host.address}{self.path}"


def bare(host: OwnHost) -> AttackedPage:
    """Return a page without protection, whose worker has none either."""
    return AttackedPage(host, BARE, _loaded, _loaded, _new_worker, second_path=BARE)


def assessment(host: OwnHost, *, has_headers: bool = False) -> AttackedPage:
    """Return the assessment as shipped; it is sealed before the first channel is tried."""
    second = _LINKS_ELSEWHERE if has_headers else _NO_PAGE
    return AttackedPage(host, ASSESSMENT, _sealed, _locked, _own_worker, second_path=second)


def page_of(host: OwnHost, path: str) -> AttackedPage:
    """Return another page of the site, which has a policy but does not seal itself."""
    return AttackedPage(host, path, _loaded, _loaded, _no_worker, second_path=_NO_PAGE)


def _sealed(page: Page | Frame) -> None:
    # Playwright's assertions do not accept a frame.
    state = page.locator("html[data-seal]:not([data-seal=open])")
    state.wait_for(state="attached", timeout=TIMEOUT_MS)
    assert page.locator("html").get_attribute("data-seal") == "sealed"


def _locked(page: Page | Frame) -> None:
    # The second policy is the lock. Python may still be starting.
    policies = page.locator("head > meta[http-equiv=Content-Security-Policy]")
    policies.nth(1).wait_for(state="attached", timeout=TIMEOUT_MS)


def _loaded(page: Page | Frame) -> None:
    page.wait_for_load_state()


def _own_worker(page: Page) -> Worker:
    (worker,) = page.workers
    return worker


def _new_worker(page: Page) -> Worker:
    with page.expect_worker() as started:
        page.evaluate(f"() => void (globalThis.worker = new Worker('{BARE_WORKER}'))")
    return started.value


def _no_worker(page: Page) -> NoReturn:
    raise AssertionError("this page has no worker")
