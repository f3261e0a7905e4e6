"""A cache of build artifacts: files and folders that are named by a hash of their inputs and reused by later builds."""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from builder.base.paths import ROOT

# Kept for each kind, so that switching branches is fast and the cache stays small.
_MOST = 3


def key(files: Iterable[Path], more: str = "") -> str:
    """Return a cache key: a hash over the paths and contents of files, and other values that affect the output."""
    total = hashlib.sha256(more.encode())
    for path in files:
        total.update(f"{path.relative_to(ROOT).as_posix()}\n".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def kind(path: Path) -> str:
    """Return the kind of an artifact: its name without version and hash; empty if the name is only a hash."""
    return path.name.split("-")[0] if "-" in path.name or path.suffix else ""


def publish(source: Path, folder: Path) -> None:
    """Move a finished folder to its place atomically, and delete the oldest of its kind."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        source.rename(folder)
    except OSError:
        # Another run may have published the same folder in the meantime.
        if not folder.is_dir():
            raise
    alike = [path for path in folder.parent.iterdir() if kind(path) == kind(folder)]
    for old in sorted(alike, key=lambda path: path.stat().st_mtime, reverse=True)[_MOST:]:
        shutil.rmtree(old, ignore_errors=True)
