"""What is expected of each way, from expected.toml: the committed answer to "what stays open?"."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass, replace
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
    # The version of Chromium that all this was found in.
    chromium: int
    # Another version has other ways: one may be shut that was open, or live that was dead. That alone is no fault of
    # the site. What gets out of the sealed page and is not listed is a fault in any version.
    other_version: bool = False

    def for_version(self, version: str) -> "Expectation":
        """Return what is expected of a Chromium of this version, such as `156.0.8078.108`."""
        return replace(self, other_version=int(version.partition(".")[0]) != self.chromium)

    def shut(self, names: Collection[str]) -> list[str]:
        """Return which of the ways that were found shut must not be: none in another version."""
        return [] if self.other_version else sorted(names)

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
        kinds,
        frozenset(guard["without_headers"]),
        frozenset(guard["with_headers"]),
        data["dead"],
        data["chromium"],
    )


def _kind(*, without_headers: list[str], with_headers: list[str], **rest: Any) -> Kind:
    return Kind(
        without_headers=frozenset(without_headers), with_headers=frozenset(with_headers), **rest
    )
