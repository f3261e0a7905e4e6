"""The virtual environment: made from hash-pinned locks, kept exactly as they say.

Used before there is one, so only the standard library is imported here.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from builder import reasons
from builder.errors import BuildError
from builder.progress import step
from builder.run import quietly

STAMPS = "build-stamps"


def python_of(venv: Path) -> Path:
    """Return where a virtual environment keeps its interpreter."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def base_python() -> str:
    """Return the interpreter that virtual environments are made with."""
    return str(getattr(sys, "_base_executable", "") or sys.executable)


def ensure(venv: Path, locks: Sequence[Path]) -> bool:
    """Make sure that everything in the locks is installed; say whether anything had to be done.

    A stamp for each lock is written last: an installation that was cut short has none and is
    done again. A lock that has changed starts the whole environment afresh, so that it holds
    what the locks name and nothing that an older one left.

    Raises BuildError if Python cannot make environments or an installation fails.
    """
    base, *others = locks
    if _stamp(venv, base) != wanted(base) or any(
        _stamp(venv, lock) not in ("", wanted(lock)) for lock in others
    ):
        _make(venv)
    missing = [lock for lock in locks if _stamp(venv, lock) != wanted(lock)]
    for lock in missing:
        install(venv, lock)
    return bool(missing)


def is_installed(venv: Path, lock: Path) -> bool:
    """Say whether this very lock has been installed to its end."""
    return _stamp(venv, lock) == wanted(lock)


def install(venv: Path, lock: Path) -> None:
    """Install one lock, every file checked against its hash, and stamp it.

    Raises BuildError with the reason if pip fails.
    """
    with step(f"Installing Python packages, checked by hash ({lock.name})") as now:
        finished = quietly(
            [
                python_of(venv),
                *("-m", "pip", "install", "--require-hashes", "--only-binary", ":all:"),
                *("--disable-pip-version-check", "--no-input", "--progress-bar", "off"),
                *("--requirement", lock),
            ]
        )
        if finished.status != 0:
            raise reasons.failed_install("pip", lock.name, finished)
        now.note = f"{_installed(finished.output)} packages"
    stamps = venv / STAMPS
    stamps.mkdir(exist_ok=True)
    (stamps / lock.name).write_text(wanted(lock), encoding="utf-8")


def _make(venv: Path) -> None:
    """Make an empty environment, in place of whatever stands there."""
    if not can_make():
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise BuildError(
            "this Python has no venv module. On Debian or Ubuntu install it with "
            f"`apt install python{version}-venv`, elsewhere take Python from python.org; "
            "then run the command again."
        )
    with step(f"Making the virtual environment {venv.name}") as now:
        if venv.exists():
            shutil.rmtree(venv)
        finished = quietly([base_python(), "-m", "venv", venv])
        if finished.status != 0:
            raise BuildError(
                f"the virtual environment {venv.name} could not be made. See that this folder "
                "can be written to and the disk is not full, then run the command again.",
                finished.last_lines(),
            )
        now.note = f"Python {'.'.join(str(part) for part in sys.version_info[:3])}"


def can_make() -> bool:
    """Say whether this Python can make environments; Debian leaves ensurepip out of its own."""
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def wanted(lock: Path) -> str:
    """Return the stamp of a lock for this Python."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return f"{version} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def _stamp(venv: Path, lock: Path) -> str:
    """Return the stamp that a finished installation left, or nothing."""
    # The interpreter is a link on POSIX: it is gone when the system's Python was removed.
    if not python_of(venv).exists():
        return ""
    try:
        return (venv / STAMPS / lock.name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def _installed(output: str) -> int:
    """Return how many packages pip says that it has installed."""
    done = re.search(r"^Successfully installed (.*)$", output, re.MULTILINE)
    return len(done[1].split()) if done else 0
