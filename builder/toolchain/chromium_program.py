"""A Chromium for the tests: the machine's own, or Debian's package where we may install it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from builder import debian, programs
from builder.errors import BuildError

# Names the browser to use; also how its path is handed to the tests.
VARIABLE = "CHROMIUM"

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
_MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)


def get() -> Path:
    """Return the browser for the tests; on Debian or Ubuntu, as root, install one if need be.

    Raises BuildError if CHROMIUM names no file, or if there is no browser and none can be had.
    """
    if program := programs.named(VARIABLE):
        return program
    found = on_machine()
    if found is None and debian.may_install():
        _install()
        found = on_machine()
    if found is None:
        raise BuildError(
            "the tests need a Chromium, Chrome or Edge and found none. Install one (on Debian: "
            f"`apt install chromium`) or set {VARIABLE} to the path of its program."
        )
    return found


def on_machine() -> Path | None:
    """Return the first browser found on the PATH or in the usual places."""
    return programs.on_machine(_NAMES, _usual_places(sys.platform))


def _usual_places(platform: str) -> Iterator[Path]:
    if platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield from (folder / name for name in _MAC)
    elif platform == "win32":
        for variable in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData"):
            if programs := os.environ.get(variable):
                yield from (Path(programs) / name for name in _WINDOWS)


def _install() -> None:
    """Install Debian's package; what it says goes into the error if it fails."""
    finished = debian.install("chromium")
    if finished.status != 0:
        raise BuildError(
            "apt-get could not install chromium. Install a Chromium, Chrome or Edge yourself, "
            f"or set {VARIABLE} to the path of its program.",
            finished.last_lines(),
        )
