"""The engine: Pyodide, our wheels and the standard library, compiled and ready to serve."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from builder import wheels
from builder.errors import BuildError
from builder.paths import BUILD_LOCK, CACHE, NODE_MODULES, ROOT, SCORING
from builder.progress import step
from builder.run import quietly

PYODIDE = NODE_MODULES / "pyodide"
FINISHED = CACHE / "engine"
COMPILED = CACHE / "compiled"
# As they come from npm: no maps, no console pages, no types.
UNCHANGED = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
STDLIB = "python_stdlib.zip"
LOCK = "pyodide-lock.json"
_SHIPPED = ("jinja2-", "markupsafe-")
_PACK = ROOT / "builder" / "pack.mjs"
# Of each kind, so that changing branches to and fro stays quick and the cache stays small.
_KEPT = 3


def build(node: Path) -> Path:
    """Return the folder of files that `/assets/engine/` serves, made anew if anything has changed.

    Raises BuildError when Pyodide is missing, a download fails or the packed engine does not start.
    """
    missing = [name for name in (*UNCHANGED, STDLIB, LOCK) if not (PYODIDE / name).is_file()]
    if missing:
        raise BuildError(
            f"{missing[0]} of Pyodide is not in node_modules. "
            "Remove what is half installed with: python3 build.py clean"
        )
    tools = _key(_tools())
    folder = FINISHED / _key([*_tools(), *_sources()])
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
        _publish(work / "out", folder)
    return folder


def _tools() -> list[Path]:
    """List what decides how an archive is compiled: the Pyodide, the tools and this code."""
    code = [Path(__file__), Path(wheels.__file__), _PACK, wheels.LOCK]
    return [*code, *(PYODIDE / name for name in (*UNCHANGED, STDLIB, LOCK))]


def _sources() -> list[Path]:
    """List what decides the wheel of scoring: its files and how hatchling is told to pack them."""
    files = (path for path in SCORING.rglob("*") if path.is_file())
    metadata = [ROOT / "pyproject.toml", BUILD_LOCK]
    return sorted(path for path in files if "__pycache__" not in path.parts) + metadata


def _key(files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in files:
        total.update(f"{path.relative_to(ROOT).as_posix()}\n".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def _lay_out(work: Path, tools: str) -> None:
    """Lay out for pack.mjs what it reads, with archives that were compiled before in place."""
    running, pure, out = (work / name for name in ("tools", "in", "out"))
    for folder in (running, pure, out):
        folder.mkdir()
    for wheel in wheels.locked():
        if wheel.name.startswith("markupsafe-"):
            wheels.without_compiled_part(wheel, pure)
        else:
            folder = pure if wheel.name.startswith(_SHIPPED) else running
            shutil.copyfile(wheel, folder / wheel.name)
    wheels.of_scoring(pure)
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
            made = next((work / "out").glob(f"{_kind(archive)}*"))
            fresh = work / folder.name
            fresh.mkdir()
            shutil.copyfile(made, fresh / made.name)
            _publish(fresh, folder)


def _compiled(archive: Path, tools: str) -> Path:
    content = hashlib.sha256(archive.read_bytes()).hexdigest()[:16]
    return COMPILED / f"{_kind(archive)}-{content}-{tools}"


def _kind(path: Path) -> str:
    """Return what a file or folder is of, without version or hash; all finished engines alike."""
    return path.name.split("-")[0] if "-" in path.name or path.suffix else ""


def _publish(made: Path, folder: Path) -> None:
    """Move a finished folder to its place in one step, and let the oldest of its kind go."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        made.rename(folder)
    except OSError:
        if not folder.is_dir():  # else another run has put the same folder there meanwhile
            raise
    kind = [path for path in folder.parent.iterdir() if _kind(path) == _kind(folder)]
    for old in sorted(kind, key=lambda path: path.stat().st_mtime, reverse=True)[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
