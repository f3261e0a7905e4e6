"""DNS lookups of the browser, read from its net log, because a lookup sends nothing to the attacker's servers.

All names end in .localhost, so they resolve to this machine and no name server receives a query.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from exfiltration.listeners.listener import ReceivedCanaries

_POLL_INTERVAL_S = 0.1


@contextmanager
def followed(log: Path, received: ReceivedCanaries) -> Iterator[None]:
    """Follow the net log while the block runs, and note every canary in a name that is looked up."""
    stopped = threading.Event()
    thread = threading.Thread(target=_follow, args=(log, received, stopped), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def _follow(log: Path, received: ReceivedCanaries, stopped: threading.Event) -> None:
    while not log.exists():
        if stopped.wait(_POLL_INTERVAL_S):
            return
    with log.open(encoding="utf-8") as file:
        kinds: set[int] = set()
        while not stopped.wait(_POLL_INTERVAL_S):
            for line in _whole_lines(file):
                if not kinds and '"logEventTypes"' in line:
                    kinds = _look_ups(line)
                elif "secret-" in line:
                    _take(line, kinds, received)


def _whole_lines(file: IO[str]) -> Iterator[str]:
    while True:
        start = file.tell()
        line = file.readline()
        if not line.endswith("\n"):
            file.seek(start)
            return
        yield line


def _look_ups(line: str) -> set[int]:
    """Return the numbers of the event types for DNS lookups. A line of the log defines them."""
    names = json.loads(line.strip().rstrip(",") + "}")["constants"]["logEventTypes"]
    return {number for name, number in names.items() if name.startswith("HOST_RESOLVER")}


def _take(line: str, kinds: set[int], received: ReceivedCanaries) -> None:
    try:
        event = json.loads(line.strip().rstrip(",").removesuffix("]"))
    except ValueError:
        return
    if event.get("type") in kinds:
        received.take(json.dumps(event.get("params")))
