"""What an engine takes of the machine's memory: the private pages of the browser's page processes, with it and without.

Measured in browsers that nothing looks into meanwhile: developer tools keep a copy of all that a page has loaded. And
long after the first score, when a browser has thrown away what it needed for the start only: the form is open for half
an hour. Linux only, where the system says what a process shares with nobody (Private_Dirty).
"""

import contextlib
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright

from builder.bench.host import Host
from builder.bench.visits import SWITCHES
from builder.errors import BuildError

_PATIENCE = 120.0
# A page that has used no more of the processor than this for so long has started; after the longer time it has tidied
# up.
_TICKS, _STARTED, _TIDIED = 3, 2.0, 12.0
# No page process but the page's own: none for the address bar, none in reserve.
_ALONE = "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess"
_PORT_FILE = "DevToolsActivePort"


@dataclass(frozen=True, slots=True)
class Sample:
    """A page to open: what its host is not to have, and the pattern of what it then shows."""

    host: Host
    path: str
    shown: str
    refused: tuple[str, ...] = ()


def can_measure() -> bool:
    """Say whether this system tells what a process has for itself."""
    return sys.platform == "linux" and Path("/proc/self/smaps_rollup").is_file()


def private(playwright: Playwright, program: Path, samples: Sequence[Sample]) -> list[int]:
    """Open each page in a browser of its own, one by one; return the bytes that each has for itself in the end.

    Raises BuildError if a page does not show what it should: it would not be what was to be measured.
    """
    with contextlib.ExitStack() as stack:
        browsers = [stack.enter_context(_opened(program, sample)) for sample in samples]
        for pid, _ in browsers:
            _wait_for_rest(pid, _TIDIED)
        found = [sum(map(_private, _pages(pid))) for pid, _ in browsers]
        for sample, (_, profile) in zip(samples, browsers, strict=True):
            text = _text(playwright, profile / _PORT_FILE)
            if not re.search(sample.shown, text):
                raise BuildError(
                    f"{sample.path} was to show “{sample.shown}” and shows: {text[-200:]}"
                )
    return found


@contextlib.contextmanager
def _opened(program: Path, sample: Sample) -> Iterator[tuple[int, Path]]:
    """Start a browser on a page and wait until the page has; give its process and its profile."""
    sample.host.refused = sample.refused
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as profile:
        browser = subprocess.Popen(
            [
                *(program, "--headless", "--no-sandbox", *SWITCHES, _ALONE),
                *(f"--user-data-dir={profile}", "--remote-debugging-port=0"),
                sample.host.address + sample.path,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for_rest(browser.pid, _STARTED)
            sample.host.wait_until_quiet()
            _wait_for_rest(browser.pid, _STARTED)
            sample.host.refused = ()
            yield browser.pid, Path(profile)
        finally:
            sample.host.refused = ()
            browser.terminate()
            browser.wait()


def _wait_for_rest(browser: int, seconds: float) -> None:
    """Wait until the pages have used no processor for so long."""
    until = time.monotonic() + _PATIENCE
    used, since = 0, time.monotonic()
    while time.monotonic() < until:
        now = sum(map(_ticks, _pages(browser)))
        if now - used >= _TICKS or now == 0:
            used, since = now, time.monotonic()
        elif time.monotonic() - since > seconds:
            return
        time.sleep(0.2)
    raise BuildError("A page did not come to rest. Close what else runs and measure again.")


def _pages(browser: int) -> list[int]:
    """Return the processes of a browser that hold pages."""
    parents = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            parents[int(entry.name)] = int(_stat(int(entry.name))[1])
    family = {browser}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return [pid for pid in sorted(family) if b"--type=renderer" in _command(pid)]


def _command(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _stat(pid: int) -> list[str]:
    """Return what follows the name in a process's line of figures: its state, its parent and so on."""
    return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()


def _ticks(pid: int) -> int:
    with contextlib.suppress(OSError):
        return sum(map(int, _stat(pid)[11:13]))
    return 0


def _private(pid: int) -> int:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
    match = re.search(r"^Private_Dirty:\s+(\d+) kB$", text, re.MULTILINE)
    return int(match[1]) * 1024 if match else 0


def _text(playwright: Playwright, port_file: Path) -> str:
    """Return what stands on the page; the browser is of no use afterwards."""
    port = port_file.read_text("utf-8").splitlines()[0]
    browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
    text = browser.contexts[0].pages[0].locator("body").inner_text()
    browser.close()
    return re.sub(r"\s+", " ", text)
