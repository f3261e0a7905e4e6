"""What the site is made from, as one hash: the same hash means that nothing has to be built."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from builder.paths import ROOT
from builder.run import quietly

# 1 January 2026: the date of a site built from a copy without history.
NO_HISTORY = 1767225600

# Everything else in the project counts, so that a new kind of input cannot be forgotten.
_OUTPUTS = {".venv", ".cache", "node_modules", "site", "overrides/generated"}
_NO_INPUT = {
    "bench",
    "builder/bench",
    "tests",
    "deploy",
    ".ci",
    ".git",
    ".github",
    ".vscode",
    ".idea",
}
_TOOLS = {"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis"}


def files(root: Path = ROOT) -> Iterator[Path]:
    """Yield every file that the site may be made from, in a fixed order."""
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        folders[:] = sorted(
            name
            for name in folders
            if name not in _TOOLS
            and (here / name).relative_to(root).as_posix() not in _OUTPUTS | _NO_INPUT
        )
        yield from (here / name for name in sorted(names) if not name.startswith(".coverage"))


def digest(root: Path = ROOT) -> str:
    """Return a hash over the names and contents of all inputs and the date of the site."""
    total = hashlib.sha256(str(source_date(root)).encode())
    for file in files(root):
        total.update(b"\0" + file.relative_to(root).as_posix().encode("utf-8", "surrogateescape"))
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def source_date(root: Path = ROOT) -> int:
    """Return the date that the site carries, in seconds: the last commit's, or a constant.

    With it two builds of the same source are the same to the byte. SOURCE_DATE_EPOCH in the
    environment goes first, as is the custom.
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
    """Return what tells one version of the site from another: its day and the beginning of its inputs' hash."""
    return f"{source_day():%Y-%m-%d}, {wanted[:8]}"


def source_day(root: Path = ROOT) -> date:
    """Return the day that the site carries; ages of contacts and reviews are counted to it."""
    return datetime.fromtimestamp(source_date(root), UTC).date()
