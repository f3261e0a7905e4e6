"""Folders of finished work that are kept from one build to the next, named by a hash of what they were made from."""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from builder.paths import ROOT

# Of each kind, so that changing branches to and fro stays quick and the cache stays small.
_MOST = 3


def key(files: Iterable[Path], more: str = "") -> str:
    """Return a hash of files, by their names in the project and their contents, and of what else decides."""
    total = hashlib.sha256(more.encode())
    for path in files:
        total.update(f"{path.relative_to(ROOT).as_posix()}\n".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def kind(path: Path) -> str:
    """Return what a file or folder is of, without version or hash; all that have a hash alone are alike."""
    return path.name.split("-")[0] if "-" in path.name or path.suffix else ""


def publish(made: Path, folder: Path) -> None:
    """Move a finished folder to its place in one step, and let the oldest of its kind go."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        made.rename(folder)
    except OSError:
        if not folder.is_dir():  # else another run has put the same folder there meanwhile
            raise
    alike = [path for path in folder.parent.iterdir() if kind(path) == kind(folder)]
    for old in sorted(alike, key=lambda path: path.stat().st_mtime, reverse=True)[_MOST:]:
        shutil.rmtree(old, ignore_errors=True)
