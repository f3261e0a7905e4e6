"""Builds the memory image: a snapshot of Pyodide's linear memory with `scoring` already imported.

With it the browser need not start Python and import modules. The scripts in this folder run in Node, and two of them
(warm_up.py, compile_templates.py) in Pyodide; build-image.mjs runs them in order.
"""

import json
import os
import shutil
import tempfile
from pathlib import Path

from builder.base import artifact_cache
from builder.base.console import step
from builder.base.errors import BuildError
from builder.base.paths import CACHE, DOCS
from builder.base.subprocesses import quietly
from builder.engine import pyodide
from builder.engine.image import samples
from builder.toolchain import wheels

IMAGE_CACHE = CACHE / "image"
NAME = "python.wasm"
_SCRIPTS = Path(__file__).parent
_HOST = tuple(DOCS / "app" / "engine" / name for name in ("wasm-host.mjs", "contract.mjs"))


def build(node: Path) -> Path:
    """Return the image, rebuilt if an input has changed. It gives the same answers to the samples as CPython.

    Raises BuildError if Pyodide is missing, a download fails, or an answer differs.
    """
    answered = samples.answered_samples()
    sources = [*_tools(), *wheels.sources()]
    folder = IMAGE_CACHE / artifact_cache.key(sources, json.dumps(answered))
    if folder.is_dir():
        os.utime(folder)
        return folder / NAME
    CACHE.mkdir(exist_ok=True)
    with (
        step("Making the memory image of Python with the scoring package"),
        tempfile.TemporaryDirectory(prefix="image-", dir=CACHE) as temporary,
    ):
        work = Path(temporary)
        make(node, work, answered)
        finished = work / "finished"
        finished.mkdir()
        (work / NAME).rename(finished / NAME)
        artifact_cache.publish(finished, folder)
    return folder / NAME


def make(node: Path, work: Path, answered: list[samples.Sample]) -> None:
    """Make the image in an empty folder; raises BuildError if it does not give these answers."""
    for file in pyodide.installed():
        if file.suffix != ".wasm":
            shutil.copyfile(file, work / file.name)
    wheels.shipped(work)
    (work / "samples.json").write_text(json.dumps(answered), encoding="utf-8")
    finished = quietly([node, _SCRIPTS / "build-image.mjs", work])
    if finished.status != 0:
        raise BuildError(
            "Python's image could not be made. Correct the fault shown above and run the command again.",
            finished.last_lines(),
        )


def _tools() -> list[Path]:
    """List the inputs of an image: Pyodide, the scripts and the WebAssembly imports that it is tested with."""
    scripts = sorted(path for path in _SCRIPTS.iterdir() if path.is_file())
    modules = [Path(module.__file__ or "") for module in (pyodide, artifact_cache, wheels)]
    return [*scripts, *modules, *_HOST, wheels.LOCK, *pyodide.installed()]
