"""A line of a given speed, shared by all that is sent over it: what a browser's own throttling is not.

Developer tools slow down the page and each worker by itself, so that two of them together are twice as fast, and a
service worker not at all. Here the server is slow, whoever asks.
"""

import threading
import time
from collections.abc import Callable

_PIECE = 8192


class Line:
    """So many megabits a second for all answers together, and so many milliseconds before each of them."""

    def __init__(self, megabits: float, latency_ms: float) -> None:
        self.name = f"{megabits:g} Mbit/s, {latency_ms:g} ms"
        self._bytes_a_second = megabits * 1e6 / 8
        self._latency = latency_ms / 1000
        self._lock = threading.Lock()
        self._free_at = 0.0

    def travel(self) -> None:
        """Wait as long as a question and the beginning of its answer are on their way."""
        time.sleep(self._latency)

    def send(self, data: bytes, write: Callable[[bytes], object]) -> None:
        """Write all of it, piece by piece, each when the line has carried those before it."""
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            time.sleep(max(0.0, self._reserve(len(piece)) - time.monotonic()))
            write(piece)

    def _reserve(self, size: int) -> float:
        """Take the next free time of the line, and return when the last byte is through."""
        with self._lock:
            self._free_at = max(time.monotonic(), self._free_at) + size / self._bytes_a_second
            return self._free_at
