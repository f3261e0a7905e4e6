"""A mutex between processes: only one build.py at a time works in a project folder."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from builder.base.console import say

if sys.platform == "win32":
    import msvcrt

    def _lock_without_waiting(file: IO[str]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock_without_waiting(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Wait for the mutex and hold it while the block runs. The system releases it if the process ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = False
    with path.open("a", encoding="utf-8") as file:
        while True:
            try:
                _lock_without_waiting(file)
                break
            except OSError:
                if not waiting:
                    say("Waiting for another build.py that is running in this folder.")
                waiting = True
                time.sleep(0.5)
        yield
