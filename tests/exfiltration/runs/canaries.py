"""One try of a channel: its canary (a secret of its own), and the addresses and ports where it would be noticed."""

import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from exfiltration.listeners.attacker import Attacker
from exfiltration.runs.channels import Way


@dataclass(frozen=True)
class Try:
    """A channel that is being tried, with its canary and the addresses to send it to."""

    way: Way
    goal: dict[str, str | int]

    @property
    def secret(self) -> str:
        """Return the canary."""
        return str(self.goal["secret"])


@contextmanager
def tries(ways: Sequence[Way], attacker: Attacker, own_address: str) -> Iterator[list[Try]]:
    """Create a try of each channel. The ports on which the attacker listens stay open while the block runs."""
    with ExitStack() as stack:
        all_tries = []
        for way in ways:
            secret = new_secret(way.name)
            goal: dict[str, str | int] = {
                "secret": secret,
                "attacker": attacker.address,
                "address": f"{attacker.address}/{secret}",
                "socket": f"{attacker.address.replace('http', 'ws')}/{secret}",
                "name": f"{secret}.localhost",
                "own": own_address,
                "trap": stack.enter_context(attacker.trap(secret)) if way.trap else 0,
            }
            all_tries.append(Try(way, goal))
        yield all_tries


def new_secret(name: str) -> str:
    """Return a canary with the name of its channel in it, so that an arrival shows which channel is open."""
    slug = re.sub(r"[^a-z0-9]+", "", name.lower())[:30]
    return f"secret-{slug}-{secrets.token_hex(4)}"
