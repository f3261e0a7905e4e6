"""What is expected of each way, from expected.toml: the committed answer to "what stays open?"."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "expected.toml"


@dataclass(frozen=True)
class Kind:
    """Ways that stay open for one and the same reason."""

    name: str
    # In plain words, what somebody could do. And for a developer: why it is open, and what would shut it.
    means: str
    why: str
    without_headers: frozenset[str]
    with_headers: frozenset[str]


@dataclass(frozen=True)
class Expectation:
    """All that is expected."""

    kinds: tuple[Kind, ...]
    # Shut by a script of ours and not by the browser: open once that script is taken out.
    guarded_without_headers: frozenset[str]
    guarded_with_headers: frozenset[str]
    # Not to be had in this browser, even from a page without protection; by name, with the reason.
    dead: dict[str, str]

    @property
    def without_headers(self) -> frozenset[str]:
        """All that stays open on a host without our headers."""
        return frozenset().union(*(kind.without_headers for kind in self.kinds))

    @property
    def with_headers(self) -> frozenset[str]:
        """All that stays open on a host with them."""
        return frozenset().union(*(kind.with_headers for kind in self.kinds))


def load() -> Expectation:
    """Read the file.

    Raises KeyError or TypeError for an entry with other fields than these.
    """
    data = tomllib.loads(_FILE.read_text("utf-8"))
    kinds = tuple(_kind(**entry) for entry in data["kind"])
    guard = data["guard"]
    return Expectation(
        kinds, frozenset(guard["without_headers"]), frozenset(guard["with_headers"]), data["dead"]
    )


def _kind(*, without_headers: list[str], with_headers: list[str], **rest: Any) -> Kind:
    return Kind(
        without_headers=frozenset(without_headers), with_headers=frozenset(with_headers), **rest
    )
