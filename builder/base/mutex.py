"""One build at a time: two commands started side by side must not set up the same folders."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from builder.progress import say

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[str]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until no other build.py works in this folder; the system ends the hold with us."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = False
    with path.open("a", encoding="utf-8") as file:
        while True:
            try:
                _take(file)
                break
            except OSError:
                if not waiting:
                    say("Waiting for another build.py that works in this folder.")
                waiting = True
                time.sleep(0.5)
        yield
