"""The file watcher of `serve`: rebuilds the site when an input file changes."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from builder.base import paths, source_inputs
from builder.base.console import say
from builder.base.subprocesses import in_foreground

# Polling the modification times of a few hundred files takes some milliseconds.
PAUSE = 1.0

Snapshot = dict[Path, tuple[int, int]]


def snapshot(root: Path = paths.ROOT) -> Snapshot:
    """Return the modification time and size of every input file of the site."""
    files: Snapshot = {}
    for file in source_inputs.files(root):
        try:
            status = file.stat()
        except FileNotFoundError:
            # An editor may be replacing the file. The next poll will find it.
            continue
        files[file] = (status.st_mtime_ns, status.st_size)
    return files


def settled(before: Snapshot, look: Callable[[], Snapshot], wait: Callable[[], None]) -> Snapshot:
    """Wait for a change, then debounce until nothing changes any more; return the latest snapshot."""
    while (now := look()) == before:
        wait()
    while True:
        wait()
        now, last = look(), now
        if now == last:
            return now


def forever(before: Snapshot, built: Callable[[], None]) -> None:
    """Rebuild after each change since the snapshot `before`; call `built` after each successful build.

    Each build is a new process, so that changes to the builder take effect. If a build fails, it prints
    one line and the previous site is still served.
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
        if in_foreground([sys.executable, paths.ROOT / "build.py", "build", "--uncompressed"]) == 0:
            built()
