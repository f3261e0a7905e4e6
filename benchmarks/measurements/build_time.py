"""How long a build takes, in a copy of the project, so that nobody's own site and caches are touched."""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from builder import inputs, paths
from builder.errors import BuildError
from builder.run import quietly

# What is downloaded, and so is not counted: packages of Python and npm, wheels of the engine.
_DOWNLOADED = (paths.VENV, paths.NODE_MODULES)
_WHEELS = paths.CACHE / "wheels"


@dataclass(frozen=True, slots=True)
class Building:
    """In seconds: with nothing but the downloads there, with nothing changed since, with one page edited."""

    first: float
    second: list[float]
    after_edit: list[float]


def measure(rounds: int) -> Building:
    """Build a copy of the project again and again."""
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
    """Give a copy of the project, with its downloads and nothing that was built from them."""
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = Path(temporary) / "project"
        for file in inputs.files(paths.ROOT):
            copy = folder / file.relative_to(paths.ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        for downloaded in _DOWNLOADED:
            (folder / downloaded.name).symlink_to(downloaded, target_is_directory=True)
        shutil.copytree(_WHEELS, folder / _WHEELS.relative_to(paths.ROOT))
        yield folder


def build(folder: Path) -> float:
    """Run build.py there; return how many seconds it took.

    Raises BuildError if it fails.
    """
    began = time.monotonic()
    finished = quietly([sys.executable, folder / "build.py", "build"], cwd=folder)
    took = time.monotonic() - began
    if finished.status != 0:
        raise BuildError("The copy of the project was not built.", finished.last_lines())
    return took
