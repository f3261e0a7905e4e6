"""Notices that something the site is made from was edited, and builds again."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from builder import inputs, paths
from builder.progress import say
from builder.run import in_foreground

# Looking at the times of a few hundred files takes some milliseconds.
PAUSE = 1.0

Snapshot = dict[Path, tuple[int, int]]


def snapshot(root: Path = paths.ROOT) -> Snapshot:
    """Return the time and size of every file that the site is made from."""
    found: Snapshot = {}
    for file in inputs.files(root):
        try:
            status = file.stat()
        except FileNotFoundError:
            # Editors write a new file and rename it: it is there the next time.
            continue
        found[file] = (status.st_mtime_ns, status.st_size)
    return found


def settled(before: Snapshot, look: Callable[[], Snapshot], wait: Callable[[], None]) -> Snapshot:
    """Wait for a change, then until nothing changes any more, and return how things are then."""
    while (now := look()) == before:
        wait()
    while True:
        wait()
        now, last = look(), now
        if now == last:
            return now


def forever(before: Snapshot, built: Callable[[], None]) -> None:
    """Build again after each change to what was there before, and tell each time it went well.

    A build is a process of its own, so that changed parts of the builder take part in it. It says
    in one line what is wrong; the site that stood before is then still served.
    """
    while True:
        now = settled(before, snapshot, lambda: time.sleep(PAUSE))
        changed = sorted(
            file for file in before.keys() | now.keys() if before.get(file) != now.get(file)
        )
        say(
            f"Changed: {', '.join(file.relative_to(paths.ROOT).as_posix() for file in changed[:3])}"
        )
        before = now
        if in_foreground([sys.executable, paths.ROOT / "build.py", "build"]) == 0:
            built()
