"""Finds Chromium for the tests, or names the Debian package for it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from builder.base.errors import BuildError
from builder.toolchain import find_program

# The variable that names the browser to use, and that gives its path to the tests.
VARIABLE = "CHROMIUM"

PACKAGE = "chromium"

# Chromium without its windows, buttons and profiles: pages are the same, and a test of one takes a third less time.
SHELL_VARIABLE = "CHROMIUM_HEADLESS_SHELL"
SHELL_PACKAGE = "chromium-headless-shell"

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
    """Return the browser for the tests.

    Raises BuildError if the file in CHROMIUM does not exist, or if there is no browser.
    """
    program = find_program.from_environment(VARIABLE) or on_machine()
    if program is None:
        raise BuildError(
            "the tests need Chromium, Chrome or Edge, but none was found. Install one (on Debian: "
            f"`apt install {PACKAGE}`) or set {VARIABLE} to the path of its program."
        )
    return program


def missing() -> dict[str, str]:
    """Return the Debian package that must be installed, if any, with the reason.

    Raises BuildError if the file in CHROMIUM does not exist.
    """
    if find_program.from_environment(VARIABLE) or on_machine():
        return {}
    return {PACKAGE: "the browser that the tests of the pages run in"}


def missing_shell() -> dict[str, str]:
    """Return the Debian package of the headless shell if it must be installed, with the reason.

    It is not needed if CHROMIUM names a browser: then all tests run in that browser.
    """
    if find_program.from_environment(VARIABLE) or shell():
        return {}
    return {SHELL_PACKAGE: "the same browser without windows, for tests that only look at pages"}


def shell() -> Path | None:
    """Return Chromium's headless shell; None if there is none, and then Chromium itself is used throughout.

    Raises BuildError if the file in CHROMIUM_HEADLESS_SHELL does not exist.
    """
    program = find_program.from_environment(SHELL_VARIABLE)
    return program or find_program.on_machine((SHELL_PACKAGE, "chrome-headless-shell"))


def on_machine() -> Path | None:
    """Return the first browser found on the PATH or in the usual places."""
    return find_program.on_machine(_NAMES, _usual_places(sys.platform))


def _usual_places(platform: str) -> Iterator[Path]:
    if platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield from (folder / name for name in _MAC)
    elif platform == "win32":
        for variable in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData"):
            if programs := os.environ.get(variable):
                yield from (Path(programs) / name for name in _WINDOWS)
