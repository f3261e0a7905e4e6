"""How the audit return grows with the number of files: the command, in a process of its own."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder import paths
from builder.bench import form
from builder.bench.table import Row, number, table
from builder.errors import BuildError
from builder.progress import step

FILES = (10, 100, 1000, 10_000)
# Starts a command and prints the most memory that it had, in MB. A process counts what its parent had at its start, so
# the parent must be small. The system tells kilobytes, but a Mac tells bytes, and Windows tells nothing.
_WITNESS = """
import subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
if sys.platform != "win32":
    from resource import RUSAGE_CHILDREN, getrusage
    print(getrusage(RUSAGE_CHILDREN).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3))
"""


@dataclass(frozen=True, slots=True)
class Audit:
    """So many files, the seconds that they took, and the most memory at one time, in MB, where the system tells it."""

    files: int
    took: float
    memory: float | None


def measure() -> Iterator[Audit]:
    """Audit ever more saved assessments; raises BuildError where they are not all counted."""
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = Path(temporary)
        for files in FILES:
            with step(f"The audit of {files} files"):
                _fill(folder, files)
                yield _audit(folder, files)


def render(found: Sequence[Audit]) -> str:
    """Return the part of the report on it."""
    rows: list[Row] = [
        (
            f"{each.files:,}",
            number(each.took, "s"),
            number(1000 * each.took / each.files, "ms"),
            number(each.memory, "MB"),
        )
        for each in found
    ]
    return (
        "## The audit return\n\nOn the command line, every question of every file answered, by chance; the start of "
        f"Python is counted.\n\n{table(('files', 'in all', 'each', 'memory'), rows)}"
    )


def _fill(folder: Path, files: int) -> None:
    """Add files until there are so many, each another assessment."""
    for each in range(len(list(folder.glob("*.json"))), files):
        text = json.dumps(form.by_chance(each))
        (folder / f"{each}.json").write_text(text, encoding="utf-8")


def _audit(folder: Path, files: int) -> Audit:
    # By a pattern: no system takes so many names.
    words = ["-m", "scoring", "audit", str(folder / "*.json"), "--csv", str(folder / f"of-{files}")]
    began = time.monotonic()
    run = subprocess.run(
        [sys.executable, "-c", _WITNESS, sys.executable, *words],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    took = time.monotonic() - began
    if f"{files} counted, 0 not" not in run.stderr:
        raise BuildError(f"The audit did not count {files} files.", run.stderr[-2000:])
    return Audit(files, took, float(run.stdout) if run.stdout else None)
