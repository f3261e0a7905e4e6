"""What one try of a way out consists of: a secret of its own, and the places where it would be seen."""

import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from exfiltration.listeners.attacker import Attacker
from exfiltration.runs.channels import Way


@dataclass(frozen=True)
class Try:
    """One way that is being tried, with where it has to get to."""

    way: Way
    goal: dict[str, str | int]

    @property
    def secret(self) -> str:
        """What must not get out."""
        return str(self.goal["secret"])


@contextmanager
def tries(ways: Sequence[Way], attacker: Attacker, own: str) -> Iterator[list[Try]]:
    """Make a try of each way; what the attacker needs to see it stays open while the block runs."""
    with ExitStack() as stack:
        made = []
        for way in ways:
            secret = new_secret(way.name)
            goal: dict[str, str | int] = {
                "secret": secret,
                "attacker": attacker.address,
                "address": f"{attacker.address}/{secret}",
                "socket": f"{attacker.address.replace('http', 'ws')}/{secret}",
                "name": f"{secret}.localhost",
                "own": own,
                "trap": stack.enter_context(attacker.trap(secret)) if way.trap else 0,
            }
            made.append(Try(way, goal))
        yield made


def new_secret(name: str) -> str:
    """Return something that must not get out, and that tells by which way it did if it does."""
    slug = re.sub(r"[^a-z0-9]+", "", name.lower())[:30]
    return f"secret-{slug}-{secrets.token_hex(4)}"
