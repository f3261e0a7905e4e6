"""The image: Pyodide's Python as it stands in memory with `scoring` loaded, so that no browser has to load it.

The scripts beside this run in Node and, two of them, in Pyodide's Python; make.mjs puts them together.
"""

import json
import os
import shutil
import tempfile
from pathlib import Path

from builder import engine, kept, wheels
from builder.errors import BuildError
from builder.image import samples
from builder.paths import CACHE, DOCS
from builder.progress import step
from builder.run import quietly

FINISHED = CACHE / "image"
NAME = "python.wasm"
_SCRIPTS = Path(__file__).parent
_HOST = (DOCS / "app" / "host.mjs", DOCS / "app" / "engine.mjs")


def build(node: Path) -> Path:
    """Return the image, made anew if anything has changed; it has answered the samples as the build's own Python does.

    Raises BuildError when Pyodide is missing, a download fails, or an answer is another.
    """
    answered = samples.answered()
    sources = [*_tools(), *wheels.sources()]
    folder = FINISHED / kept.key(sources, json.dumps(answered))
    if folder.is_dir():
        os.utime(folder)
        return folder / NAME
    CACHE.mkdir(exist_ok=True)
    with (
        step("Taking the image of Python's memory with the scoring package in it"),
        tempfile.TemporaryDirectory(prefix="image-", dir=CACHE) as temporary,
    ):
        work = Path(temporary)
        make(node, work, answered)
        made = work / "finished"
        made.mkdir()
        (work / NAME).rename(made / NAME)
        kept.publish(made, folder)
    return folder / NAME


def make(node: Path, work: Path, answered: list[samples.Sample]) -> None:
    """Make the image in an empty folder; raises BuildError when it does not give these answers."""
    for file in engine.installed():
        if file.suffix != ".wasm":
            shutil.copyfile(file, work / file.name)
    wheels.shipped(work)
    (work / "samples.json").write_text(json.dumps(answered), encoding="utf-8")
    finished = quietly([node, _SCRIPTS / "make.mjs", work])
    if finished.status != 0:
        raise BuildError(
            "Python's image could not be made. Mend what is named above and run again.",
            finished.last_lines(),
        )


def _tools() -> list[Path]:
    """List what decides how an image is made: the Pyodide, the scripts and the host that it is tried with."""
    scripts = sorted(path for path in _SCRIPTS.iterdir() if path.is_file())
    modules = [Path(module.__file__ or "") for module in (engine, kept, wheels)]
    return [*scripts, *modules, *_HOST, wheels.LOCK, *engine.installed()]
