"""Hashes all build inputs. If the hash is unchanged, the site is up to date."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fnmatch import fnmatch
from pathlib import Path

from builder.base.paths import ROOT
from builder.base.subprocesses import quietly

# 1 January 2026: the date of a site built from a copy without a Git history.
NO_HISTORY = 1767225600

# Excluded paths. Everything else in the project counts as an input, so that a new kind cannot be forgotten.
_OUTPUTS = {".venv", ".cache", "node_modules", "site", "overrides/generated"}
_NO_INPUT = {
    "benchmarks",
    "tests",
    "deploy",
    "dev-docs",
    ".ci",
    ".git",
    ".github",
    ".vscode",
    ".idea",
}
# Files for people, tests and a forge only.
_NO_INPUT_FILES = (
    ".editorconfig",
    ".git-blame-ignore-revs",
    ".nvmrc",
    ".pre-commit-config.yaml",
    ".python-version",
    "requirements/pip-*",
    "requirements/properdocs.*",
    "requirements/test.*",
)
_TOOLS = {"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis"}


def files(root: Path = ROOT) -> Iterator[Path]:
    """Yield every input file of the site, in a fixed order."""
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        folders[:] = sorted(
            name
            for name in folders
            if name not in _TOOLS
            and (here / name).relative_to(root).as_posix() not in _OUTPUTS | _NO_INPUT
        )
        for name in sorted(names):
            place = (here / name).relative_to(root).as_posix()
            unused = any(fnmatch(place, each) for each in _NO_INPUT_FILES)
            if not unused and not name.startswith(".coverage"):
                yield here / name


def digest(root: Path = ROOT) -> str:
    """Return a hash over the paths and contents of all inputs and the date of the site."""
    total = hashlib.sha256(str(source_date(root)).encode())
    for file in files(root):
        total.update(b"\0" + file.relative_to(root).as_posix().encode("utf-8", "surrogateescape"))
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def source_date(root: Path = ROOT) -> int:
    """Return the date of the site in seconds since the epoch: that of the last commit, or a constant.

    A fixed date makes the build reproducible. SOURCE_DATE_EPOCH in the environment takes precedence.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdecimal() and int(given) > 0:
        return int(given)
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        return NO_HISTORY
    finished = quietly([git, "log", "-1", "--format=%ct"], cwd=root)
    answer = finished.output.strip()
    return int(answer) if finished.status == 0 and answer.isdecimal() else NO_HISTORY


def version(wanted: str) -> str:
    """Return the version of the site: its date and the first digits of the input hash."""
    return f"{source_day():%Y-%m-%d}, {wanted[:8]}"


def source_day(root: Path = ROOT) -> date:
    """Return the date of the site. Checks of contacts and reviews are due relative to it."""
    return datetime.fromtimestamp(source_date(root), UTC).date()
