"""Names that the browser looked up: read from its own network log, since a look-up sends nothing to us.

All names are of the kind that means this machine (*.localhost), so that no name server is ever asked.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from exfiltration.listeners.listener import Heard

_EVERY = 0.1


@contextmanager
def followed(log: Path, heard: Heard) -> Iterator[None]:
    """Take every name that is looked up while the block runs, as the browser writes it down."""
    over = threading.Event()
    thread = threading.Thread(target=_follow, args=(log, heard, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _follow(log: Path, heard: Heard, over: threading.Event) -> None:
    while not log.exists():
        if over.wait(_EVERY):
            return
    with log.open(encoding="utf-8") as file:
        kinds: set[int] = set()
        while not over.wait(_EVERY):
            for line in _whole_lines(file):
                if not kinds and '"logEventTypes"' in line:
                    kinds = _look_ups(line)
                elif "secret-" in line:
                    _take(line, kinds, heard)


def _whole_lines(file: IO[str]) -> Iterator[str]:
    while True:
        start = file.tell()
        line = file.readline()
        if not line.endswith("\n"):
            file.seek(start)
            return
        yield line


def _look_ups(line: str) -> set[int]:
    """Return the numbers of the kinds of event that are about look-ups."""
    names = json.loads(line.strip().rstrip(",") + "}")["constants"]["logEventTypes"]
    return {number for name, number in names.items() if name.startswith("HOST_RESOLVER")}


def _take(line: str, kinds: set[int], heard: Heard) -> None:
    try:
        event = json.loads(line.strip().rstrip(",").removesuffix("]"))
    except ValueError:
        return
    if event.get("type") in kinds:
        heard.take(json.dumps(event.get("params")))
