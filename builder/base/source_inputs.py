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

# Excluded paths. Every other file is an input, so that a new kind of file cannot be missed.
_OUTPUTS = {".venv", ".cache", "node_modules", "site", "overrides/generated"}
_EXCLUDED_FOLDERS = {
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
# Files that only people, tests or a forge use.
_EXCLUDED_FILES = (
    ".editorconfig",
    ".git-blame-ignore-revs",
    ".nvmrc",
    ".pre-commit-config.yaml",
    ".python-version",
    "requirements/pip-*",
    "requirements/properdocs.*",
    "requirements/test.*",
)
_TOOL_CACHES = {"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis"}


def files(root: Path = ROOT) -> Iterator[Path]:
    """Yield every input file of the site, in a fixed order."""
    for folder, folders, names in os.walk(root):
        directory = Path(folder)
        folders[:] = sorted(
            name
            for name in folders
            if name not in _TOOL_CACHES
            and (directory / name).relative_to(root).as_posix() not in _OUTPUTS | _EXCLUDED_FOLDERS
        )
        for name in sorted(names):
            relative = (directory / name).relative_to(root).as_posix()
            unused = any(fnmatch(relative, each) for each in _EXCLUDED_FILES)
            if not unused and not name.startswith(".coverage"):
                yield directory / name


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
    override = os.environ.get("SOURCE_DATE_EPOCH", "")
    if override.isdecimal() and int(override) > 0:
        return int(override)
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        return NO_HISTORY
    finished = quietly([git, "log", "-1", "--format=%ct"], cwd=root)
    timestamp = finished.output.strip()
    return int(timestamp) if finished.status == 0 and timestamp.isdecimal() else NO_HISTORY


def version(input_hash: str) -> str:
    """Return the version of the site: its date and the first digits of the input hash."""
    return f"{source_day():%Y-%m-%d}, {input_hash[:8]}"


def source_day(root: Path = ROOT) -> date:
    """Return the date of the site as a day. Due dates for checking contacts and reviewing pages depend on it."""
    return datetime.fromtimestamp(source_date(root), UTC).date()
