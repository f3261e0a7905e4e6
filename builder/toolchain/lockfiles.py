"""What the locks name: each package with its version and the hashes that it is held to."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.errors import BuildError

_PINNED = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.+!-]+)(?P<rest>(?: ; [^#]+?)?(?: --hash=sha256:[0-9a-f]{64})+)"
)
_MODULES = "node_modules/"


@dataclass(frozen=True, slots=True)
class Pinned:
    """A package of a lock for pip; any one of the hashes (SHA-256) may be that of the file installed."""

    name: str
    version: str
    hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NpmPackage:
    """A package of package-lock.json; `sha512` is of the archive, `needs` are names of other packages."""

    name: str
    version: str
    licence: str
    sha512: str
    needs: tuple[str, ...]


def of_pip(lock: Path) -> list[Pinned]:
    """Return what a requirements*.txt pins, in its order.

    Raises BuildError for whatever is not one version with at least one hash: an address, an option,
    a range.
    """
    text = re.sub(r"\s*\\\n\s*", " ", lock.read_text("utf-8"))
    lines = [line.partition("#")[0].rstrip() for line in text.splitlines()]
    found = []
    for line in filter(None, lines):
        match = _PINNED.fullmatch(line)
        if match is None:
            raise BuildError(
                f"{lock.name}: “{line.split(' --hash', 1)[0]}” is not one version with its hashes. "
                "Make the lock anew, as its first lines say."
            )
        hashes = tuple(re.findall(r"--hash=sha256:(\w+)", match["rest"]))
        found.append(Pinned(match["name"], match["version"], hashes))
    return found


def of_npm(lock: Path) -> dict[str, NpmPackage]:
    """Return the packages of a package-lock.json by name.

    Raises BuildError for a package without a SHA-512, with an address of its own, or there twice.
    """
    packages: dict[str, NpmPackage] = {}
    for place, entry in _entries(json.loads(lock.read_text("utf-8"))):
        name = place.rpartition(_MODULES)[2]
        kind, _, digest = entry.get("integrity", "").partition("-")
        if kind != "sha512" or "resolved" in entry or entry.get("link"):
            raise BuildError(
                f"{lock.name}: {name} must have a SHA-512 and no address of its own. "
                "Make the lock anew with `npm install` and take the addresses out."
            )
        if name in packages:
            raise BuildError(
                f"{lock.name}: {name} is there in two versions. Choose one that fits all, or teach builder/locks.py."
            )
        needs = {**entry.get("dependencies", {}), **entry.get("optionalDependencies", {})}
        packages[name] = NpmPackage(
            name,
            entry["version"],
            entry.get("license", ""),
            base64.b64decode(digest).hex(),
            tuple(sorted(needs)),
        )
    return packages


def needed(packages: dict[str, NpmPackage], *roots: str) -> list[NpmPackage]:
    """Return these packages and all that they need, by name; leaves out what the lock has no entry for."""
    waiting, found = list(roots), dict[str, NpmPackage]()
    while waiting:
        name = waiting.pop()
        # An optional package that npm found no use for on any system has no entry.
        if name not in found and name in packages:
            found[name] = packages[name]
            waiting.extend(packages[name].needs)
    return [found[name] for name in sorted(found)]


def _entries(lock: Any) -> Iterator[tuple[str, Any]]:
    # The entry without a name is the project itself.
    return ((place, entry) for place, entry in lock["packages"].items() if place)
