"""Network throttle: limits the bandwidth of a server and delays its responses.

The throttling in a browser's developer tools limits the page and each worker separately, so that two of them together
are twice as fast, and it does not limit a service worker at all. This throttle applies to the server.
"""

import threading
import time
from collections.abc import Callable

_PIECE = 8192


class Throttle:
    """A bandwidth in megabits per second, shared by all responses, and a delay in ms before each of them."""

    def __init__(self, megabits: float, latency_ms: float) -> None:
        self._bytes_per_second = megabits * 1e6 / 8
        self._latency = latency_ms / 1000
        self._mutex = threading.Lock()
        self._free_at = 0.0

    def delay(self) -> None:
        """Wait for the latency of one request."""
        time.sleep(self._latency)

    def send(self, data: bytes, write: Callable[[bytes], object]) -> None:
        """Write the data in pieces, each when the bandwidth allows it."""
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            time.sleep(max(0.0, self._reserve(len(piece)) - time.monotonic()))
            write(piece)

    def _reserve(self, size: int) -> float:
        """Reserve the next free time for `size` bytes; return the time at which all of them are sent."""
        with self._mutex:
            self._free_at = max(time.monotonic(), self._free_at) + size / self._bytes_per_second
            return self._free_at
