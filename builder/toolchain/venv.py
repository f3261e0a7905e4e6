"""Creates the virtual environment from hash-pinned lockfiles, and keeps it in sync with them.

It runs before the environment exists, so it imports only the standard library.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from builder.base import paths
from builder.base.console import step
from builder.base.errors import BuildError
from builder.base.subprocesses import quietly
from builder.toolchain import install_errors

STAMPS = "build-stamps"

# Every option is needed by some version of pip. Without --no-deps, pip 23.2 resolves the
# requirements of a package with an extra (coverage[toml]) before it has read the pin, and takes a
# newer version from the index, for which the lockfile has no hash.
EXACTLY = ("--no-deps", "--require-hashes", "--only-binary", ":all:")


def python_of(venv: Path) -> Path:
    """Return the path of a virtual environment's interpreter."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def base_python() -> str:
    """Return the interpreter with which virtual environments are created."""
    return str(getattr(sys, "_base_executable", "") or sys.executable)


def ensure(venv: Path, locks: Sequence[Path]) -> bool:
    """Install everything in the lockfiles, if necessary; return whether anything was installed.

    A stamp for each lockfile is written last, so an interrupted installation is repeated. If a lockfile
    has changed, the whole environment is created again, so that it contains nothing from an older
    lockfile.

    Raises BuildError if Python cannot make environments or an installation fails.
    """
    base, *others = locks
    if _stamp(venv, base) != expected_stamp(base) or any(
        _stamp(venv, lock) not in ("", expected_stamp(lock)) for lock in others
    ):
        _make(venv)
    missing = [lock for lock in locks if _stamp(venv, lock) != expected_stamp(lock)]
    for lock in missing:
        install(venv, lock)
    return bool(missing)


def is_installed(venv: Path, lock: Path) -> bool:
    """Return whether this version of a lockfile has been installed completely."""
    return _stamp(venv, lock) == expected_stamp(lock)


def install(venv: Path, lock: Path) -> None:
    """Install one lockfile, with every file checked by hash, and write its stamp.

    Raises BuildError with the reason if pip fails.
    """
    with step(f"Installing Python packages, checked by hash ({paths.display_path(lock)})") as now:
        finished = quietly(
            [
                python_of(venv),
                *("-m", "pip", "install", *EXACTLY),
                *("--disable-pip-version-check", "--no-input", "--progress-bar", "off"),
                *("--requirement", lock),
            ]
        )
        if finished.status != 0:
            raise install_errors.failed_install("pip", paths.display_path(lock), finished)
        now.note = f"{_installed(finished.output)} packages"
    stamps = venv / STAMPS
    stamps.mkdir(exist_ok=True)
    (stamps / lock.name).write_text(expected_stamp(lock), encoding="utf-8")


def _make(venv: Path) -> None:
    """Create an empty environment, replacing any other."""
    if not can_make():
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise BuildError(
            "this Python has no venv module. On Debian or Ubuntu install it with "
            f"`apt install python{version}-venv`, elsewhere install Python from python.org. "
            "Then run the command again."
        )
    with step(f"Making the virtual environment {venv.name}") as now:
        if venv.exists():
            shutil.rmtree(venv)
        finished = quietly([base_python(), "-m", "venv", venv])
        if finished.status != 0:
            raise BuildError(
                f"the virtual environment {venv.name} could not be made. Check that this folder "
                "can be written to and the disk is not full, then run the command again.",
                finished.last_lines(),
            )
        now.note = f"Python {'.'.join(str(part) for part in sys.version_info[:3])}"


def can_make() -> bool:
    """Return whether this Python can create environments. Debian's has no ensurepip by default."""
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def expected_stamp(lock: Path) -> str:
    """Return the stamp of a lockfile for this Python."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return f"{version} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def _stamp(venv: Path, lock: Path) -> str:
    """Return the stamp of a completed installation, or an empty text."""
    # On POSIX the interpreter is a link, which breaks when the system's Python is removed.
    if not python_of(venv).exists():
        return ""
    try:
        return (venv / STAMPS / lock.name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def _installed(output: str) -> int:
    """Return the number of packages that pip reports as installed."""
    done = re.search(r"^Successfully installed (.*)$", output, re.MULTILINE)
    return len(done[1].split()) if done else 0
