"""Private memory of the engine: the browser's page processes with the engine, less the same page without it.

No developer tools are connected during the measurement, because they keep a copy of everything that a page has loaded.
A form stays open for half an hour. So each page is measured long after its first score, when the browser has freed what
it needed only to start. Linux only: no other system reports the memory that a process does not share (Private_Dirty).
"""

import contextlib
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Playwright

from benchmarks.harness import bench_server, form, processes, subjects
from benchmarks.harness.bench_server import Server
from benchmarks.harness.subjects import THIS_SITE, Subject
from benchmarks.harness.visit import SWITCHES
from benchmarks.reporting.stats import median
from builder.base.errors import BuildError

_TIMEOUT = 120.0
# A page is idle if it has used fewer clock ticks of the processor than _TICKS for some seconds. After _STARTED idle
# seconds it has started, and after _SETTLED it has freed memory.
_TICKS, _STARTED, _SETTLED = 3, 3.0, 12.0
# Leaves only the page's own renderer process: none for the address bar and no spare one.
_ONLY_PAGE_RENDERERS = (
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess"
)
_PORT_FILE = "DevToolsActivePort"


@dataclass(frozen=True, slots=True)
class Memory:
    """Private bytes of the page processes, one value for each round: with the engine, and the same page without."""

    with_engine: list[int] = field(default_factory=list)
    without: list[int] = field(default_factory=list)

    @property
    def engine(self) -> float | None:
        """The difference of the medians in bytes, or None if nothing was measured."""
        one, other = median(self.with_engine), median(self.without)
        return one - other if one is not None and other is not None else None


@dataclass(frozen=True, slots=True)
class Page:
    """A page to open, and the selector of its total, which only an engine fills in."""

    server: Server
    path: str
    total_selector: str
    has_engine: bool


def measure(
    playwright: Playwright, program: Path, compared: Sequence[Subject], rounds: int
) -> dict[str, Memory]:
    """Measure every page with its engine and without it, once in each round; return the results by subject.

    Raises BuildError if a page does not show what it should.
    """
    results = {subject.name: Memory() for subject in compared}
    with contextlib.ExitStack() as stack:
        pages = [page for each in compared for page in _pages(stack, each)]
        for _ in range(rounds):
            sizes = iter(_private_sizes(playwright, program, pages))
            for subject in compared:
                results[subject.name].with_engine.append(next(sizes))
                results[subject.name].without.append(next(sizes))
    return results


def _pages(stack: contextlib.ExitStack, subject: Subject) -> tuple[Page, Page]:
    """Return the page of a subject with its engine and without it."""
    server, path = subject.server, subject.path
    if subject.name != THIS_SITE:
        path_without = f"{path}?without"
        return Page(server, path, "#total", True), Page(server, path_without, "#total", False)
    # Neither page gets the service worker, whose copies of files are not part of the engine. Each page has its own
    # server, so that the page without the engine cannot fetch it later.
    with_engine, without = (
        stack.enter_context(bench_server.serve(server.files, refused))
        for refused in (
            (subjects.SERVICE_WORKER,),
            (subjects.SERVICE_WORKER, subjects.ENGINE),
        )
    )
    return Page(with_engine, path, form.TOTAL, True), Page(without, path, form.TOTAL, False)


def _private_sizes(playwright: Playwright, program: Path, pages: Sequence[Page]) -> list[int]:
    """Open each page in its own browser, let all of them settle together, and return the private bytes of each."""
    with contextlib.ExitStack() as stack:
        browsers = [stack.enter_context(_open_browser(program, page)) for page in pages]
        _wait_until_idle([pid for pid, _ in browsers], _SETTLED)
        renderers = processes.renderers([pid for pid, _ in browsers])
        sizes = [sum(map(processes.private_bytes, renderers[pid])) for pid, _ in browsers]
        for page, (_, profile) in zip(pages, browsers, strict=True):
            total = _total(playwright, profile / _PORT_FILE, page.total_selector)
            if bool(total) != page.has_engine:
                raise BuildError(
                    f"{page.path} shows the total “{total}”. It must show one only with an engine."
                )
    return sizes


@contextlib.contextmanager
def _open_browser(program: Path, page: Page) -> Iterator[tuple[int, Path]]:
    """Start a browser on a page and wait until the page has started; give its process id and its profile folder."""
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as profile:
        browser = subprocess.Popen(
            [
                *(program, "--headless", "--no-sandbox", *SWITCHES, _ONLY_PAGE_RENDERERS),
                *(f"--user-data-dir={profile}", "--remote-debugging-port=0"),
                page.server.address + page.path,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_until_idle([browser.pid], _STARTED, page.server)
            yield browser.pid, Path(profile)
        finally:
            browser.terminate()
            browser.wait()


def _wait_until_idle(browsers: Sequence[int], seconds: float, server: Server | None = None) -> None:
    """Wait until the pages of all browsers, and the server if there is one, have been idle for `seconds`.

    Raises BuildError if they are still busy after two minutes.
    """
    now = time.monotonic()
    deadline = now + _TIMEOUT
    last_ticks, idle_since = dict.fromkeys(browsers, 0), dict.fromkeys(browsers, now)
    while (now := time.monotonic()) < deadline:
        for browser, pids in processes.renderers(browsers).items():
            ticks = sum(map(processes.ticks, pids))
            if ticks - last_ticks[browser] >= _TICKS or not ticks:
                last_ticks[browser], idle_since[browser] = ticks, now
        if now - max(idle_since.values()) > seconds and (not server or server.is_quiet(seconds)):
            return
        time.sleep(0.2)
    raise BuildError(
        "the processor is too busy to measure memory. Close other programs and measure again."
    )


def _total(playwright: Playwright, port_file: Path, selector: str) -> str:
    """Return the total that a page shows.

    Connects the developer tools, so the page's memory must be measured before.
    """
    port = port_file.read_text("utf-8").splitlines()[0]
    browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
    text = browser.contexts[0].pages[0].locator(selector).text_content() or ""
    browser.close()
    return text.strip()
