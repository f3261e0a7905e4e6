"""A Firefox for the tests: the machine's own, or Debian's package where we may install it."""

import sys
from pathlib import Path

from builder import debian, programs
from builder.progress import say

# Names the Firefox to use; also how its path is handed to the tests.
VARIABLE = "FIREFOX"

PACKAGE = "firefox-esr"
_NAMES = ("firefox-esr", "firefox")
_USUAL_PLACES = {
    "darwin": (Path("/Applications/Firefox.app/Contents/MacOS/firefox"),),
    "win32": (Path("C:/Program Files/Mozilla Firefox/firefox.exe"),),
}


def get() -> Path | None:
    """Return the Firefox for the tests; on Debian, as root, install one if need be.

    Returns nothing where there is none and none can be had; its tests say so and are left out.

    Raises BuildError if FIREFOX names no file.
    """
    if program := programs.named(VARIABLE):
        return program
    found = on_machine()
    if found is None and debian.may_install():
        debian.install(PACKAGE)
        found = on_machine()
    if found is None:
        say("Note: without Firefox nothing is tested in it. On Debian: apt install firefox-esr")
    return found


def on_machine() -> Path | None:
    """Return the Firefox on the PATH or in the usual places."""
    return programs.on_machine(_NAMES, _USUAL_PLACES.get(sys.platform, ()))
