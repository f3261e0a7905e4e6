"""Two versions of pip for the tests of the set-up: the oldest in a supported Python, and the newest."""

from pathlib import Path

from builder.base.paths import CACHE, ROOT
from builder.toolchain import downloads

OLDEST = ROOT / "requirements" / "pip-oldest.txt"
NEWEST = ROOT / "requirements" / "pip-newest.txt"
LOCKS = (OLDEST, NEWEST)


def wheel(lock: Path) -> Path:
    """Return the wheel of pip in a lockfile, downloaded and checked by hash.

    Raises BuildError if it cannot be downloaded.
    """
    (file,) = downloads.wheels(lock, CACHE / "pips")
    return file
