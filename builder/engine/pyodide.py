"""Python as Pyodide starts it: its files, our wheels and the standard library, compiled and ready to serve.

The page takes it when it cannot have the image (see builder/image).
"""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from builder import kept, wheels
from builder.errors import BuildError
from builder.paths import CACHE, NODE_MODULES, ROOT
from builder.progress import step
from builder.run import quietly

PYODIDE = NODE_MODULES / "pyodide"
FINISHED = CACHE / "engine"
COMPILED = CACHE / "compiled"
# As they come from npm: no maps, no console pages, no types.
UNCHANGED = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
STDLIB = "python_stdlib.zip"
LOCK = "pyodide-lock.json"
_PACK = ROOT / "builder" / "pack.mjs"


def build(node: Path) -> Path:
    """Return a folder of all files that the browser loads, made anew if anything has changed.

    Raises BuildError when Pyodide is missing, a download fails or the packed engine does not start.
    """
    installed()
    tools = kept.key(_tools())
    folder = FINISHED / kept.key([*_tools(), *wheels.sources()])
    if folder.is_dir():
        os.utime(folder)
        return folder
    CACHE.mkdir(exist_ok=True)
    with (
        step("Compiling the scoring package and Python's library for the browser"),
        tempfile.TemporaryDirectory(prefix="engine-", dir=CACHE) as temporary,
    ):
        work = Path(temporary)
        _lay_out(work, tools)
        _pack(node, work)
        _keep_compiled(work, tools)
        kept.publish(work / "out", folder)
    return folder


def installed() -> list[Path]:
    """Return the files of npm's Pyodide that are used; raises BuildError when one is missing."""
    files = [PYODIDE / name for name in (*UNCHANGED, STDLIB, LOCK)]
    missing = [file.name for file in files if not file.is_file()]
    if missing:
        raise BuildError(
            f"{missing[0]} of Pyodide is not in node_modules. "
            "Remove what is half installed with: python3 build.py clean"
        )
    return files


def _tools() -> list[Path]:
    """List what decides how an archive is compiled: the Pyodide, the tools and this code."""
    code = [Path(__file__), Path(wheels.__file__), _PACK, wheels.LOCK]
    return [*code, *installed()]


def _lay_out(work: Path, tools: str) -> None:
    """Lay out for pack.mjs what it reads, with archives that were compiled before in place."""
    running, pure, out = (work / name for name in ("tools", "in", "out"))
    for folder in (running, pure, out):
        folder.mkdir()
    wheels.shipped(pure)
    for wheel in wheels.locked():
        if not wheels.is_shipped(wheel):
            shutil.copyfile(wheel, running / wheel.name)
    shutil.copyfile(PYODIDE / STDLIB, pure / STDLIB)
    shutil.copyfile(PYODIDE / LOCK, work / LOCK)
    for name in UNCHANGED:
        shutil.copyfile(PYODIDE / name, out / name)
    for archive in pure.iterdir():
        for before in _compiled(archive, tools).glob("*"):
            shutil.copyfile(before, out / before.name)


def _pack(node: Path, work: Path) -> None:
    finished = quietly([node, _PACK, work])
    if finished.status != 0:
        raise BuildError(
            "the scoring package does not start in the packed engine. "
            "Mend what is named above and run again.",
            finished.last_lines(),
        )
    for path in (work / "out").iterdir():
        path.chmod(0o644)  # Pyodide's file system knows no umask


def _keep_compiled(work: Path, tools: str) -> None:
    """Keep each compiled archive by its source, so that the next run compiles only what changed."""
    for archive in (work / "in").iterdir():
        folder = _compiled(archive, tools)
        if not folder.is_dir():
            made = next((work / "out").glob(f"{kept.kind(archive)}*"))
            fresh = work / folder.name
            fresh.mkdir()
            shutil.copyfile(made, fresh / made.name)
            kept.publish(fresh, folder)


def _compiled(archive: Path, tools: str) -> Path:
    content = hashlib.sha256(archive.read_bytes()).hexdigest()[:16]
    return COMPILED / f"{kept.kind(archive)}-{content}-{tools}"
