"""Build time, measured in a copy of the project, so that the real site and caches do not change."""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from builder.base import paths, source_inputs
from builder.base.errors import BuildError
from builder.base.subprocesses import quietly

# Downloads, which are not measured: Python packages, npm packages and the engine's wheels.
_DOWNLOADED = (paths.VENV, paths.NODE_MODULES)
_WHEELS = paths.CACHE / "wheels"


@dataclass(frozen=True, slots=True)
class Building:
    """Times in seconds: with only the downloads present, with nothing changed, and with one page edited."""

    first: float
    second: list[float]
    after_edit: list[float]


def measure(rounds: int) -> Building:
    """Build a copy of the project once, then again in every round, unchanged and with one page edited.

    Raises BuildError if a build fails.
    """
    with project() as folder:
        first = build(folder)
        second = [build(folder) for _ in range(rounds)]
        after_edit = []
        page = next(folder.glob("docs/recognise/index.md"))
        for number in range(rounds):
            with page.open("a", encoding="utf-8") as file:
                file.write(f"\nOne more sentence, the {number + 1}th.\n")
            after_edit.append(build(folder))
    return Building(first, second, after_edit)


@contextmanager
def project() -> Iterator[Path]:
    """Give a copy of the project that has its downloads but no build results."""
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = Path(temporary) / "project"
        for file in source_inputs.files(paths.ROOT):
            copy = folder / file.relative_to(paths.ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        for downloaded in _DOWNLOADED:
            (folder / downloaded.name).symlink_to(downloaded, target_is_directory=True)
        shutil.copytree(_WHEELS, folder / _WHEELS.relative_to(paths.ROOT))
        yield folder


def build(folder: Path) -> float:
    """Run build.py in a folder and return the seconds it took.

    Raises BuildError if it fails.
    """
    began = time.monotonic()
    finished = quietly([sys.executable, folder / "build.py", "build"], cwd=folder)
    took = time.monotonic() - began
    if finished.status != 0:
        raise BuildError("the build of a copy of the project failed.", finished.last_lines())
    return took
