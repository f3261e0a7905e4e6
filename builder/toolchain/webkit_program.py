"""Safari's engine for the tests: WebKitGTK with its small browser, a driver for it, and a screen that nobody sees.

They are the machine's own, or Debian's packages where we may install them.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder import debian, programs
from builder.progress import say

# Names the MiniBrowser to use; also how its path is handed to the tests.
VARIABLE = "WEBKIT"

# With the program of each that is needed.
_PACKAGES = {
    "libwebkit2gtk-4.1-0": "MiniBrowser",
    "webkit2gtk-driver": "WebKitWebDriver",
    "xvfb": "Xvfb",
}


@dataclass(frozen=True)
class Programs:
    """What it takes to drive the engine."""

    browser: Path
    driver: Path
    screen: Path


def get() -> Path | None:
    """Return the MiniBrowser for the tests; on Debian, as root, install what is missing.

    Returns nothing where something is missing and cannot be had; the tests say so and are left out.

    Raises BuildError if WEBKIT names no file.
    """
    named = programs.named(VARIABLE)
    if debian.may_install():
        for package in list(_missing(named)):
            debian.install(package)
    found = on_machine(named)
    if found is None:
        say(
            "Note: without WebKitGTK nothing is tested in Safari's engine. On Debian: apt install"
            f" {' '.join(_PACKAGES)}"
        )
        return None
    return found.browser


def on_machine(browser: Path | None = None) -> Programs | None:
    """Return what is on this machine, with this browser or its own; nothing unless all of it is there."""
    if sys.platform != "linux":
        return None
    browser = browser or _find("MiniBrowser")
    driver, screen = _find("WebKitWebDriver"), _find("Xvfb")
    return Programs(browser, driver, screen) if browser and driver and screen else None


def _find(name: str) -> Path | None:
    return programs.on_machine([name], [folder / name for folder in _places()])


def _places() -> Iterator[Path]:
    # Version 4.1 and no other: tests/webkit/webkit_paper.py speaks to this library.
    yield from Path("/usr/lib").glob("*/webkit2gtk-4.1")
    yield Path("/usr/libexec/webkit2gtk-4.1")


def _missing(browser: Path | None) -> Iterator[str]:
    for package, name in _PACKAGES.items():
        if not (_find(name) or (browser and name == "MiniBrowser")):
            yield package
