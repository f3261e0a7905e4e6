"""Builds the fallback engine: Pyodide's files, our wheels and the standard library, compiled and ready to serve.

The page uses it if it cannot load the memory image (see builder/engine/image).
"""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from builder.base import artifact_cache
from builder.base.console import step
from builder.base.errors import BuildError
from builder.base.paths import CACHE, NODE_MODULES
from builder.base.subprocesses import quietly
from builder.toolchain import wheels

PYODIDE = NODE_MODULES / "pyodide"
ENGINE_CACHE = CACHE / "engine"
COMPILED = CACHE / "compiled"
# The files of the npm package that are used unchanged.
COPIED_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
STDLIB = "python_stdlib.zip"
LOCK = "pyodide-lock.json"
_PACK = Path(__file__).with_name("pack.mjs")


def build(node: Path) -> Path:
    """Return a folder with all files that the browser loads, rebuilt if an input has changed.

    Raises BuildError if Pyodide is missing, a download fails or the packed engine does not start.
    """
    installed()
    tools = artifact_cache.key(_tools())
    folder = ENGINE_CACHE / artifact_cache.key([*_tools(), *wheels.sources()])
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
        artifact_cache.publish(work / "out", folder)
    return folder


def installed() -> list[Path]:
    """Return the files used from the npm package pyodide; raises BuildError if one is missing."""
    files = [PYODIDE / name for name in (*COPIED_FILES, STDLIB, LOCK)]
    missing = [file.name for file in files if not file.is_file()]
    if missing:
        raise BuildError(
            f"{missing[0]} of Pyodide is not in node_modules. "
            "Remove incomplete installations with: python3 build.py clean"
        )
    return files


def _tools() -> list[Path]:
    """List the inputs of compilation: Pyodide, the tools and this code."""
    code = [Path(__file__), Path(wheels.__file__), _PACK, wheels.LOCK]
    return [*code, *installed()]


def _lay_out(work: Path, tools: str) -> None:
    """Prepare the input folders of pack.mjs. Archives that are already compiled are copied into them."""
    running, pure, out = (work / name for name in ("tools", "in", "out"))
    for folder in (running, pure, out):
        folder.mkdir()
    wheels.shipped(pure)
    for wheel in wheels.locked():
        if not wheels.is_shipped(wheel):
            shutil.copyfile(wheel, running / wheel.name)
    shutil.copyfile(PYODIDE / STDLIB, pure / STDLIB)
    shutil.copyfile(PYODIDE / LOCK, work / LOCK)
    for name in COPIED_FILES:
        shutil.copyfile(PYODIDE / name, out / name)
    for archive in pure.iterdir():
        for before in _compiled(archive, tools).glob("*"):
            shutil.copyfile(before, out / before.name)


def _pack(node: Path, work: Path) -> None:
    finished = quietly([node, _PACK, work])
    if finished.status != 0:
        raise BuildError(
            "the scoring package does not start in the packed engine. "
            "Correct the fault shown above and run the command again.",
            finished.last_lines(),
        )
    for path in (work / "out").iterdir():
        path.chmod(0o644)  # Pyodide's file system ignores the umask


def _keep_compiled(work: Path, tools: str) -> None:
    """Cache each compiled archive by the hash of its source, so that the next run compiles only changed ones."""
    for archive in (work / "in").iterdir():
        folder = _compiled(archive, tools)
        if not folder.is_dir():
            compiled = next((work / "out").glob(f"{artifact_cache.kind(archive)}*"))
            fresh = work / folder.name
            fresh.mkdir()
            shutil.copyfile(compiled, fresh / compiled.name)
            artifact_cache.publish(fresh, folder)


def _compiled(archive: Path, tools: str) -> Path:
    content = hashlib.sha256(archive.read_bytes()).hexdigest()[:16]
    return COMPILED / f"{artifact_cache.kind(archive)}-{content}-{tools}"
