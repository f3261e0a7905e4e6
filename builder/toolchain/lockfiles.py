"""Reads the lockfiles of pip and npm: the version and hashes of each package."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.base import paths
from builder.base.errors import BuildError

_PINNED = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.+!-]+)(?: ; (?P<marker>[^#]+?))?"
    r"(?P<hashes>(?: --hash=sha256:[0-9a-f]{64})+)"
)
_MODULES = "node_modules/"


@dataclass(frozen=True, slots=True)
class Pinned:
    """A package in a lockfile for pip.

    The installed file has any one of the hashes (SHA-256). `marker` is the condition
    of PEP 508 under which the line applies; it is empty if the line always applies.
    """

    name: str
    version: str
    hashes: tuple[str, ...]
    marker: str = ""


@dataclass(frozen=True, slots=True)
class NpmPackage:
    """A package of package-lock.json; `sha512` is the hash of the archive, `needs` the names of its dependencies."""

    name: str
    version: str
    licence: str
    sha512: str
    needs: tuple[str, ...]


def of_pip(lock: Path) -> list[Pinned]:
    """Return the packages that a pip lockfile pins, in its order.

    Raises BuildError for anything other than one version with at least one hash, such as a URL, an
    option or a version range.
    """
    text = re.sub(r"\s*\\\n\s*", " ", lock.read_text("utf-8"))
    lines = [line.partition("#")[0].rstrip() for line in text.splitlines()]
    packages = []
    for line in filter(None, lines):
        match = _PINNED.fullmatch(line)
        if match is None:
            raise BuildError(
                f"{paths.display_path(lock)}: “{line.split(' --hash', 1)[0]}” is not one version with its hashes. "
                "Generate the lockfile again with the command in its first lines."
            )
        hashes = tuple(re.findall(r"--hash=sha256:(\w+)", match["hashes"]))
        packages.append(Pinned(match["name"], match["version"], hashes, match["marker"] or ""))
    return packages


def of_npm(lock: Path) -> dict[str, NpmPackage]:
    """Return the packages of a package-lock.json by name.

    Raises BuildError for a package without a SHA-512, with its own URL, or locked at two versions.
    """
    packages: dict[str, NpmPackage] = {}
    for path, entry in _entries(json.loads(lock.read_text("utf-8"))):
        name = path.rpartition(_MODULES)[2]
        kind, _, digest = entry.get("integrity", "").partition("-")
        if kind != "sha512" or "resolved" in entry or entry.get("link"):
            raise BuildError(
                f"{paths.display_path(lock)}: {name} must have a SHA-512 and no address of its own. "
                'Generate it again with `npm install --package-lock-only` and remove every "resolved".'
            )
        if name in packages:
            raise BuildError(
                f"{paths.display_path(lock)}: {name} is locked at two versions, which is not supported. Pin one."
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
    """Return these packages and all their dependencies, by name; skips packages without an entry in the lockfile."""
    waiting, dependencies = list(roots), dict[str, NpmPackage]()
    while waiting:
        name = waiting.pop()
        # npm omits the entries of optional packages that no system uses.
        if name not in dependencies and name in packages:
            dependencies[name] = packages[name]
            waiting.extend(packages[name].needs)
    return [dependencies[name] for name in sorted(dependencies)]


def _entries(lock: Any) -> Iterator[tuple[str, Any]]:
    # The entry without a name is the project itself.
    return ((path, entry) for path, entry in lock["packages"].items() if path)
