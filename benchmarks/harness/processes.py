"""Renderer processes of a browser, with their processor time and private memory, from /proc (Linux only)."""

import contextlib
import re
import sys
from collections.abc import Sequence
from pathlib import Path


def can_measure() -> bool:
    """Whether this system reports the private memory of a process."""
    return sys.platform == "linux" and Path("/proc/self/smaps_rollup").is_file()


def renderers(browsers: Sequence[int]) -> dict[int, list[int]]:
    """Return the process ids of each browser's renderers. The list of processes is read once for all browsers."""
    parents = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            parents[int(entry.name)] = int(_stat(int(entry.name))[1])
    by_browser = {}
    for browser in browsers:
        descendants = {browser}
        while (
            children := {pid for pid, parent in parents.items() if parent in descendants}
            - descendants
        ):
            descendants |= children
        by_browser[browser] = [
            pid for pid in sorted(descendants) if b"--type=renderer" in _command(pid)
        ]
    return by_browser


def _command(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat after the name: state, parent and so on."""
    return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()


def ticks(pid: int) -> int:
    """Return the processor time of a process in clock ticks, or 0 if it has ended."""
    with contextlib.suppress(OSError):
        return sum(map(int, _stat(pid)[11:13]))
    return 0


def private_bytes(pid: int) -> int:
    """Return the bytes of memory that a process has changed and shares with no other process."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
    match = re.search(r"^Private_Dirty:\s+(\d+) kB$", text, re.MULTILINE)
    return int(match[1]) * 1024 if match else 0
