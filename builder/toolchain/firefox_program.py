"""Finds Firefox for the tests, or names the Debian package for it."""

import sys
from pathlib import Path

from builder.base.console import say
from builder.toolchain import find_program

# The variable that names the Firefox to use, and that gives its path to the tests.
VARIABLE = "FIREFOX"

PACKAGE = "firefox-esr"
_NAMES = ("firefox-esr", "firefox")
_USUAL_PLACES = {
    "darwin": (Path("/Applications/Firefox.app/Contents/MacOS/firefox"),),
    "win32": (Path("C:/Program Files/Mozilla Firefox/firefox.exe"),),
}


def get() -> Path | None:
    """Return the Firefox for the tests; None if there is none, and then its tests are skipped.

    Raises BuildError if the file in FIREFOX does not exist.
    """
    program = find_program.from_environment(VARIABLE) or on_machine()
    if program is None:
        say(
            f"Note: Firefox was not found, so nothing is tested in it. On Debian: apt install {PACKAGE}"
        )
    return program


def missing() -> dict[str, str]:
    """Return the Debian package that must be installed, if any, with the reason.

    Raises BuildError if the file in FIREFOX does not exist.
    """
    if find_program.from_environment(VARIABLE) or on_machine():
        return {}
    return {PACKAGE: "the tests of the assessment in Firefox"}


def on_machine() -> Path | None:
    """Return the Firefox on the PATH or in the usual places."""
    return find_program.on_machine(_NAMES, _USUAL_PLACES.get(sys.platform, ()))
