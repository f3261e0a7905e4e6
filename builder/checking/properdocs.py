"""Builds the pages with ProperDocs and compares them with those of MkDocs.

Material for MkDocs is maintained until 5 May 2027, and MkDocs 1 has no maintainer. ProperDocs is a
maintained fork of MkDocs 1, so this check shows that the site could switch to it
(dev-docs/end-of-theme.md).
"""

import re
import tempfile
from pathlib import Path

from builder import pipeline
from builder.base import paths
from builder.base.console import step
from builder.base.errors import BuildError
from builder.toolchain import downloads, venv

LOCK = paths.ROOT / "requirements" / "properdocs.txt"
# Its dependencies are already installed for the site, from the same lockfile.
ENVIRONMENT = paths.CACHE / "properdocs-venv"

# The only expected difference is the name and version of the generator.
_GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')
_MOST_NAMED = 10


def wheel() -> Path:
    """Return the wheel of ProperDocs, downloaded and checked by hash; raises BuildError if that fails."""
    (file,) = downloads.wheels(LOCK, paths.CACHE / "properdocs")
    return file


def check() -> int:
    """Build the pages with MkDocs and with ProperDocs; return how many files were compared.

    The site must have been built before, because the generated parts of the pages are needed.

    Raises BuildError, naming the files that differ, or if ProperDocs cannot be installed or cannot
    build the pages.
    """
    venv.ensure(ENVIRONMENT, [paths.BUILD_LOCK, LOCK])
    paths.CACHE.mkdir(exist_ok=True)
    with (
        step("Building the pages with ProperDocs and comparing them") as now,
        tempfile.TemporaryDirectory(prefix="properdocs-", dir=paths.CACHE) as scratch,
    ):
        ours, theirs = Path(scratch) / "mkdocs", Path(scratch) / "properdocs"
        pipeline.run_mkdocs(ours)
        pipeline.run_mkdocs(theirs, program=(venv.python_of(ENVIRONMENT), "-m", "properdocs"))
        different = differences(ours, theirs)
        count = sum(file.is_file() for file in ours.rglob("*"))
        now.note = f"{count} files" if not different else "FAILED"
    if different:
        raise BuildError(
            f"{len(different)} files that ProperDocs makes differ from those of MkDocs, and not only in the name of "
            "the generator. Find out why before the site depends on it.",
            "\n".join(different[:_MOST_NAMED]),
        )
    return count


def differences(ours: Path, theirs: Path) -> list[str]:
    """Return the files of two folders that differ apart from the generator, or exist in only one."""
    first, second = _contents(ours), _contents(theirs)
    return sorted(
        name for name in first.keys() | second.keys() if first.get(name) != second.get(name)
    )


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): _content(file)
        for file in folder.rglob("*")
        if file.is_file()
    }


def _content(file: Path) -> bytes:
    content = file.read_bytes()
    return _GENERATOR.sub(b"", content) if file.suffix == ".html" else content
