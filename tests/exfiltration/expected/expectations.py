"""The expected result of each channel, from expected.toml: the recorded list of channels that stay open."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "expected.toml"


@dataclass(frozen=True)
class Kind:
    """Channels that stay open for the same reason."""

    name: str
    # `means`: what someone could do, in plain words. `why`: for developers, why it is open and what would close it.
    means: str
    why: str
    without_headers: frozenset[str]
    with_headers: frozenset[str]


@dataclass(frozen=True)
class Expectation:
    """All expected results."""

    kinds: tuple[Kind, ...]
    # Channels that a script of the site closes, not the browser. They open if that script is removed.
    guarded_without_headers: frozenset[str]
    guarded_with_headers: frozenset[str]
    # Channels that do not work in this browser, even from a page without protection: the reason by name.
    dead: dict[str, str]
    # The version of Chromium in which these results were found.
    chromium: int
    # Another version may close a channel that was open, or open one that did not work. That alone is not a fault of the
    # site. A channel out of the sealed page that is not listed is a fault in any version.
    other_version: bool = False

    def for_version(self, version: str) -> "Expectation":
        """Return the expected results in this version of Chromium, such as `156.0.8078.108`."""
        return replace(self, other_version=int(version.partition(".")[0]) != self.chromium)

    def shut(self, names: Collection[str]) -> list[str]:
        """Return which closed channels count as failures: all of `names`, or none in another version of Chromium."""
        return [] if self.other_version else sorted(names)

    @property
    def without_headers(self) -> frozenset[str]:
        """Return the channels that stay open on a host without our headers."""
        return frozenset().union(*(kind.without_headers for kind in self.kinds))

    @property
    def with_headers(self) -> frozenset[str]:
        """Return the channels that stay open on a host with our headers."""
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
