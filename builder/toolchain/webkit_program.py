"""Finds Safari's engine for the tests (WebKitGTK, its driver and a virtual screen), or names its Debian packages."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.base.console import say
from builder.toolchain import find_program

# The variable that names the MiniBrowser to use, and that gives its path to the tests.
VARIABLE = "WEBKIT"

# Each with its program and the reason for it.
_PACKAGES = {
    "libwebkit2gtk-4.1-0": ("MiniBrowser", "the tests of the assessment in Safari's engine"),
    "webkit2gtk-driver": ("WebKitWebDriver", "drives Safari's engine"),
    "xvfb": ("Xvfb", "the screen that Safari's engine is shown on"),
}


@dataclass(frozen=True)
class Programs:
    """The programs needed to drive the engine."""

    browser: Path
    driver: Path
    screen: Path


def get() -> Path | None:
    """Return the MiniBrowser for the tests; None if a part is missing, and then its tests are skipped.

    Raises BuildError if the file in WEBKIT does not exist.
    """
    programs = on_machine(find_program.from_environment(VARIABLE))
    if programs is None:
        say(
            "Note: WebKitGTK was not found, so nothing is tested in Safari's engine. On Debian: apt install"
            f" {' '.join(_PACKAGES)}"
        )
        return None
    return programs.browser


def missing() -> dict[str, str]:
    """Return the Debian packages that must be installed, each with the reason.

    Raises BuildError if the file in WEBKIT does not exist.
    """
    browser = find_program.from_environment(VARIABLE)
    return {
        package: why
        for package, (name, why) in _PACKAGES.items()
        if not (_find(name) or (browser and name == "MiniBrowser"))
    }


def on_machine(browser: Path | None = None) -> Programs | None:
    """Return the programs on this machine, with this browser or the installed one; None unless all are found."""
    if sys.platform != "linux":
        return None
    browser = browser or _find("MiniBrowser")
    driver, screen = _find("WebKitWebDriver"), _find("Xvfb")
    return Programs(browser, driver, screen) if browser and driver and screen else None


def _find(name: str) -> Path | None:
    return find_program.on_machine([name], [folder / name for folder in _places()])


def _places() -> Iterator[Path]:
    # Version 4.1 only, because tests/webkit/webkit_print.py uses this library.
    yield from Path("/usr/lib").glob("*/webkit2gtk-4.1")
    yield Path("/usr/libexec/webkit2gtk-4.1")
