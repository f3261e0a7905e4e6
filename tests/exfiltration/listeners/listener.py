"""What got out: everything that any listener took in, and by which secret it is known again."""

import re
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

# A secret is made so that nothing else looks like it, also in a host name or with %-signs around it.
_SECRET = re.compile(r"secret-[a-z0-9]+-[0-9a-f]{8}")


@dataclass
class Heard:
    """The secrets that arrived somewhere, and when."""

    _when: dict[str, float] = field(default_factory=dict)
    _more: threading.Condition = field(default_factory=threading.Condition)

    def take(self, text: str) -> None:
        """Note every secret in a text that has arrived."""
        with self._more:
            for secret in _SECRET.findall(text.lower()):
                self._when.setdefault(secret, time.monotonic())
            self._more.notify_all()

    def when(self, secret: str) -> float | None:
        """Return when a secret first arrived, by the monotonic clock, or None."""
        with self._more:
            return self._when.get(secret)

    def wait_for(self, secrets: Iterable[str], seconds: float) -> bool:
        """Wait until all these have arrived; return whether they have."""
        wanted = set(secrets)
        with self._more:
            return self._more.wait_for(lambda: wanted <= self._when.keys(), seconds)
