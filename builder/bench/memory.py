"""What an engine takes of the machine's memory: the private pages of the browser's page processes, with it and without.

Measured in a browser that nothing looks into meanwhile: developer tools keep a copy of all that a page has loaded.
Linux only, where the system says what a process shares with nobody (Private_Dirty).
"""

import contextlib
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Playwright

from builder.bench.host import Host
from builder.bench.visits import SWITCHES
from builder.errors import BuildError

_PATIENCE = 120.0
# A page that has used no more of the processor than this for so long has come to rest.
_REST_SECONDS, _REST_TICKS = 3.0, 3
_PORT_FILE = "DevToolsActivePort"


def can_measure() -> bool:
    """Say whether this system tells what a process has for itself."""
    return sys.platform == "linux" and Path("/proc/self/smaps_rollup").is_file()


def private(playwright: Playwright, program: Path, host: Host, path: str, shown: str) -> int:
    """Open a page in a browser of its own, let it come to rest and return the bytes its processes have for themselves.

    Raises BuildError if the page then does not show what the pattern says: it would not be what was to be measured.
    """
    with (
        tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as profile,
        _browser(program, profile, host.address + path) as browser,
    ):
        _wait_for_rest(browser.pid, host)
        found = sum(map(_private, _pages(browser.pid)))
        text = _text(playwright, Path(profile) / _PORT_FILE)
        if not re.search(shown, text):
            raise BuildError(f"{path} was to show “{shown}” and shows: {text[-200:]}")
    return found


@contextlib.contextmanager
def _browser(program: Path, profile: str, address: str) -> Iterator[subprocess.Popen[bytes]]:
    words = ["--headless", "--no-sandbox", *SWITCHES, f"--user-data-dir={profile}"]
    browser = subprocess.Popen(
        [program, *words, "--remote-debugging-port=0", address],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield browser
    finally:
        browser.terminate()
        browser.wait()


def _wait_for_rest(browser: int, host: Host) -> None:
    """Wait until the pages have used no processor for a while and nothing is asked of the host."""
    until = time.monotonic() + _PATIENCE
    used, since = -_REST_TICKS, time.monotonic()
    while time.monotonic() < until:
        host.wait_until_quiet(0.5)
        now = sum(map(_ticks, _pages(browser)))
        if now - used >= _REST_TICKS or now == 0:
            used, since = now, time.monotonic()
        elif time.monotonic() - since > _REST_SECONDS:
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
