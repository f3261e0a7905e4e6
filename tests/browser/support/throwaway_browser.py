"""A Chromium of a test's own, with everything that it writes in one folder, which can be ended in any way."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from chromium_switches import COMPILED_ONCE, UNSEEN
from playwright.sync_api import Browser, BrowserContext, BrowserType, Error, Page
from waiting import PATIENCE_S, eventually

from builder.toolchain.chromium_program import VARIABLE

# Only what keeps it away from other machines, lets it run in a container and spares work that changes nothing on disk:
# the rest as for anybody.
_SWITCHES = (
    "--headless",
    "--no-first-run",
    "--remote-debugging-port=0",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    # Pages of the browser's own that nobody sees here, and code compiled twice: they would take longer than ours.
    f"--disable-features={','.join(UNSEEN)}",
    COMPILED_ONCE,
)
# How often it is called, and how long it has to answer each time.
_CALLS = 4
_ANSWER_MS = 20_000


class OwnBrowser:
    """One running browser. Its folder stands for the user's and the system's own as well."""

    def __init__(self, folder: Path, *switches: str) -> None:
        """Start it; with --restore-last-session it opens what was open."""
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
            # A group of its own: what is named may be a script that starts the browser.
            start_new_session=True,
        )

    def connect(self, browsers: BrowserType) -> None:
        """Wait until it can be driven."""
        port = eventually(self._port)
        self._browser = _connected(browsers, f"http://127.0.0.1:{port}")
        self.context: BrowserContext = self._browser.contexts[0]
        self.context.on("dialog", lambda dialog: dialog.accept())

    def _port(self) -> str:
        """Return the port for its driver; empty until the browser has written all of it down."""
        text = self._port_file.read_text("utf-8") if self._port_file.is_file() else ""
        return text.split()[0] if "\n" in text else ""

    @property
    def pages(self) -> list[Page]:
        """Return its open tabs."""
        return self.context.pages

    def close(self) -> None:
        """Close it as a person does."""
        self._browser.new_browser_cdp_session().send("Browser.close")

        def has_ended() -> bool:
            # Lets the handler of its question whether to leave a page run.
            with suppress(Error):
                for page in self.pages[:1]:
                    page.title()
            return not self.is_running

        eventually(has_ended)

    def kill(self) -> None:
        """End it as a crash does: it has no time to tidy up."""
        if hasattr(os, "killpg"):
            os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()
        self._process.wait(PATIENCE_S)

    @property
    def is_running(self) -> bool:
        """Say whether it has not ended yet."""
        return self._process.poll() is None


def _connected(browsers: BrowserType, address: str) -> Browser:
    """Connect to a browser that is running; again if it does not answer, as happens while it opens what was open."""
    for _ in range(_CALLS - 1):
        with suppress(Error):
            return browsers.connect_over_cdp(address, timeout=_ANSWER_MS)
    return browsers.connect_over_cdp(address, timeout=_ANSWER_MS)


def agree_to_restore(folder: Path) -> None:
    """Do what the button does that a browser shows after a crash: let it open again what was open."""
    file = folder / "profile" / "Default" / "Preferences"
    preferences = json.loads(file.read_text("utf-8"))
    assert preferences["profile"]["exit_type"] == "Crashed"
    preferences["profile"]["exit_type"] = "Normal"
    file.write_text(json.dumps(preferences), "utf-8")


@contextmanager
def running(browsers: BrowserType, folder: Path, *switches: str) -> Iterator[OwnBrowser]:
    """Run a browser; one that is still there at the end is ended."""
    browser = OwnBrowser(folder, *switches)
    try:
        browser.connect(browsers)
        yield browser
    finally:
        if browser.is_running:
            browser.kill()
