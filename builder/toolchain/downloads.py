"""Downloads the wheels of a lockfile, without installing them."""

import hashlib
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from builder.base import paths
from builder.base.subprocesses import quietly
from builder.toolchain import install_errors, lockfiles
from builder.toolchain.venv import EXACTLY


def wheels(lock: Path, cache: Path, platform: Sequence[str] = ()) -> list[Path]:
    """Return the wheels of a lockfile, downloaded by pip and checked by hash.

    They are kept in a folder of `cache` that is named by the lockfile's hash. Each call compares them
    with the lockfile: if one is missing, altered or not in the lockfile, all are downloaded again.
    `platform` holds pip's options for a platform other than this one.

    Raises BuildError if they cannot be downloaded.
    """
    folder = cache / hashlib.sha256(lock.read_bytes()).hexdigest()[:16]
    if not _is_whole(folder, lock):
        # pip replaces a file with a wrong hash, but keeps files that are not in the lockfile.
        shutil.rmtree(folder, ignore_errors=True)
        command: list[str | Path] = [
            *(sys.executable, "-m", "pip", "download", *EXACTLY, *platform),
            *("--disable-pip-version-check", "--requirement", lock, "--dest", folder),
        ]
        finished = quietly(command)
        if finished.status != 0:
            raise install_errors.failed_install("pip", paths.display_path(lock), finished)
    return sorted(folder.glob("*.whl"))


def _is_whole(folder: Path, lock: Path) -> bool:
    """Return whether a folder contains exactly one wheel for each package of a lockfile, with a listed hash."""
    actual = [hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in folder.glob("*.whl")]
    expected = [pinned.hashes for pinned in lockfiles.of_pip(lock)]
    return len(actual) == len(expected) and all(
        any(digest in hashes for digest in actual) for hashes in expected
    )
