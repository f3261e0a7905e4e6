"""Time and memory of `python -m scoring audit` for growing numbers of files."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.harness import form
from benchmarks.reporting.table import Row, number, table
from builder.base import paths
from builder.base.console import step
from builder.base.errors import BuildError

FILES = (10, 100, 1000, 10_000)
# Runs a command and prints its peak memory in MB. The peak includes the memory of the parent at the start, so the
# parent must be small. Linux reports kilobytes, macOS bytes, and Windows nothing.
_PEAK_MEMORY_SCRIPT = """
import subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
if sys.platform != "win32":
    from resource import RUSAGE_CHILDREN, getrusage
    print(getrusage(RUSAGE_CHILDREN).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3))
"""


@dataclass(frozen=True, slots=True)
class Audit:
    """The number of files, the seconds, and the peak memory in MB (None where the system does not report it)."""

    files: int
    took: float
    memory: float | None


def measure() -> Iterator[Audit]:
    """Audit growing numbers of saved assessments. Raises BuildError if an audit does not count all of them."""
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = Path(temporary)
        for files in FILES:
            with step(f"Audit of {files} files"):
                _fill(folder, files)
                yield _audit(folder, files)


def render(audits: Sequence[Audit]) -> str:
    """Return the section of the report as Markdown."""
    rows: list[Row] = [
        (
            f"{each.files:,}",
            number(each.took, "s"),
            number(1000 * each.took / each.files, "ms"),
            number(each.memory, "MB"),
        )
        for each in audits
    ]
    return (
        "## Audit return\n\nOn the command line. Every file answers every question at random. Includes the start of "
        f"Python.\n\n{table(('files', 'total', 'per file', 'memory'), rows)}"
    )


def _fill(folder: Path, files: int) -> None:
    """Add saved assessments to the folder, each different, until it has `files` files."""
    for index in range(len(list(folder.glob("*.json"))), files):
        text = json.dumps(form.random_answers(index))
        (folder / f"{index}.json").write_text(text, encoding="utf-8")


def _audit(folder: Path, files: int) -> Audit:
    # A pattern, because the names of all files would be too long for a command line.
    arguments = [
        "-m",
        "scoring",
        "audit",
        str(folder / "*.json"),
        "--csv",
        str(folder / f"of-{files}"),
    ]
    began = time.monotonic()
    run = subprocess.run(
        [sys.executable, "-c", _PEAK_MEMORY_SCRIPT, sys.executable, *arguments],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    took = time.monotonic() - began
    if f"Files counted: {files}. Not counted: 0" not in run.stderr:
        raise BuildError(f"the audit did not count {files} files.", run.stderr[-2000:])
    return Audit(files, took, float(run.stdout) if run.stdout else None)
