"""The canaries that arrived at any of the attacker's servers or in a DNS lookup, and the time of each arrival."""

import re
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

# The form of a canary. Nothing else looks like it, even in a host name or between percent-encoded characters.
_SECRET = re.compile(r"secret-[a-z0-9]+-[0-9a-f]{8}")


@dataclass
class ReceivedCanaries:
    """The canaries that have arrived, each with its time."""

    _when: dict[str, float] = field(default_factory=dict)
    _more: threading.Condition = field(default_factory=threading.Condition)

    def take(self, text: str) -> None:
        """Note every canary in a text that has arrived."""
        with self._more:
            for secret in _SECRET.findall(text.lower()):
                self._when.setdefault(secret, time.monotonic())
            self._more.notify_all()

    def when(self, secret: str) -> float | None:
        """Return the time when a canary first arrived, in seconds of the monotonic clock, or None."""
        with self._more:
            return self._when.get(secret)

    def wait_for(self, secrets: Iterable[str], seconds: float) -> bool:
        """Wait until all these canaries have arrived, but no longer than `seconds`; return whether they have."""
        missing = set(secrets)
        with self._more:
            return self._more.wait_for(lambda: missing <= self._when.keys(), seconds)
