"""A separate Chromium process for one test, which writes to one folder only and can be closed or killed."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from chromium_switches import COMPILED_ONCE, UNSEEN
from playwright.sync_api import Browser, BrowserContext, BrowserType, Error, Page
from waiting import TIMEOUT_S, eventually

from builder.toolchain.chromium_program import VARIABLE

# Only switches that block other machines, that containers need, or that save work but do not change what is written
# to disk. All else is as in any user's browser.
_SWITCHES = (
    "--headless",
    "--no-first-run",
    "--remote-debugging-port=0",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    # Without these, the browser's own pages (which nobody sees here) and compiling code twice would take longer than
    # our pages do.
    f"--disable-features={','.join(UNSEEN)}",
    COMPILED_ONCE,
)
# The number of attempts to connect to the browser, and the timeout of each.
_CALLS = 4
_ANSWER_MS = 20_000


class OwnBrowser:
    """A running browser. Its folder contains its profile, and also replaces the user's home and temporary folders."""

    def __init__(self, folder: Path, *switches: str) -> None:
        """Start the browser; the switch --restore-last-session makes it reopen the tabs of last time."""
        self.folder = folder
        self._port_file = folder / "profile" / "DevToolsActivePort"
        self._port_file.unlink(missing_ok=True)
        for name in ("home", "tmp", "config", "cache"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        as_root = hasattr(os, "geteuid") and os.geteuid() == 0
        self._process = subprocess.Popen(
            [
                os.environ[VARIABLE],
                *_SWITCHES,
                *(["--no-sandbox"] if as_root else []),
                f"--user-data-dir={folder / 'profile'}",
                *switches,
            ],
            env={
                **os.environ,
                **{name: str(folder / "tmp") for name in ("TMPDIR", "TMP", "TEMP")},
                **{"HOME": str(folder / "home"), "USERPROFILE": str(folder / "home")},
                **{"XDG_CONFIG_HOME": str(folder / "config")},
                **{"XDG_CACHE_HOME": str(folder / "cache")},
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # A process group of its own, because the program may be a script that starts the browser.
            start_new_session=True,
        )

    def connect(self, browsers: BrowserType) -> None:
        """Wait until Playwright can control the browser, and connect to it."""
        port = eventually(self._port)
        self._browser = _connected(browsers, f"http://127.0.0.1:{port}")
        self.context: BrowserContext = self._browser.contexts[0]
        self.context.on("dialog", lambda dialog: dialog.accept())

    def _port(self) -> str:
        """Return the debugging port; empty until the browser has written it to its file in full."""
        text = self._port_file.read_text("utf-8") if self._port_file.is_file() else ""
        return text.split()[0] if "\n" in text else ""

    @property
    def pages(self) -> list[Page]:
        """Return the open tabs."""
        return self.context.pages

    def close(self) -> None:
        """Close the browser as a person does, and wait until its process has ended."""
        self._browser.new_browser_cdp_session().send("Browser.close")

        def has_ended() -> bool:
            # Lets the handler of the “Leave page?” dialog run.
            with suppress(Error):
                for page in self.pages[:1]:
                    page.title()
            return not self.is_running

        eventually(has_ended)

    def kill(self) -> None:
        """Kill the browser as a crash does: it has no time to tidy up."""
        if hasattr(os, "killpg"):
            os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()
        self._process.wait(TIMEOUT_S)

    @property
    def is_running(self) -> bool:
        """Return whether the process is still running."""
        return self._process.poll() is None


def _connected(browsers: BrowserType, address: str) -> Browser:
    """Connect to a running browser; retry if it does not answer, as happens while it restores its tabs."""
    for _ in range(_CALLS - 1):
        with suppress(Error):
            return browsers.connect_over_cdp(address, timeout=_ANSWER_MS)
    return browsers.connect_over_cdp(address, timeout=_ANSWER_MS)


def agree_to_restore(folder: Path) -> None:
    """Make the browser restore its tabs at the next start, as the “Restore” button after a crash does."""
    file = folder / "profile" / "Default" / "Preferences"
    preferences = json.loads(file.read_text("utf-8"))
    assert preferences["profile"]["exit_type"] == "Crashed"
    preferences["profile"]["exit_type"] = "Normal"
    file.write_text(json.dumps(preferences), "utf-8")


@contextmanager
def running(browsers: BrowserType, folder: Path, *switches: str) -> Iterator[OwnBrowser]:
    """Start a browser and connect to it; kill it at the end if it is still running."""
    browser = OwnBrowser(folder, *switches)
    try:
        browser.connect(browsers)
        yield browser
    finally:
        if browser.is_running:
            browser.kill()
