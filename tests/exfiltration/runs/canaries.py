"""One try of a channel: its canary (a secret of its own), and the addresses and ports where it would be noticed."""

import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from exfiltration.listeners.attacker import Attacker
from exfiltration.runs.channels import Channel


@dataclass(frozen=True)
class Try:
    """A channel that is being tried, with its canary and the addresses to send it to."""

    channel: Channel
    goal: dict[str, str | int]

    @property
    def secret(self) -> str:
        """Return the canary."""
        return str(self.goal["secret"])


@contextmanager
def tries(channels: Sequence[Channel], attacker: Attacker, own_address: str) -> Iterator[list[Try]]:
    """Create a try of each channel. The ports on which the attacker listens stay open while the block runs."""
    with ExitStack() as stack:
        all_tries = []
        for channel in channels:
            secret = new_secret(channel.name)
            goal: dict[str, str | int] = {
                "secret": secret,
                "attacker": attacker.address,
                "address": f"{attacker.address}/{secret}",
                "socket": f"{attacker.address.replace('http', 'ws')}/{secret}",
                "name": f"{secret}.localhost",
                "own": own_address,
                "trap": stack.enter_context(attacker.trap(secret)) if channel.trap else 0,
            }
            all_tries.append(Try(channel, goal))
        yield all_tries


def new_secret(name: str) -> str:
    """Return a canary with the name of its channel in it, so that an arrival shows which channel is open."""
    slug = re.sub(r"[^a-z0-9]+", "", name.lower())[:30]
    return f"secret-{slug}-{secrets.token_hex(4)}"
