"""Tests another release of Pyodide in a copy of the project, and reports what still works.

It shows, before anyone changes a pin, whether the image, the fallback and the answers work with the
next release. It needs the network and some minutes, so CI does not run it. It does not affect the
site.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from builder.base import paths, source_inputs
from builder.base.console import say, step
from builder.base.errors import BuildError
from builder.base.subprocesses import quietly
from builder.engine import pyodide
from builder.toolchain import install_errors, node

# The command-line value for the newest release other than the pinned one.
NEXT = "next"


def run(release: str = NEXT) -> int:
    """Test a release of Pyodide, given by its number or as `next`; return 0 if everything works, otherwise 1.

    Raises BuildError if the registry does not answer or has no such release.
    """
    tools = node.get()
    pinned = json.loads((paths.ROOT / "package.json").read_text("utf-8"))["dependencies"]["pyodide"]
    version = newest_after(pinned, _released(tools)) if release == NEXT else release
    if version is None:
        say(
            f"Pyodide {pinned} is the newest release. To try another, name it: --next-pyodide 314.0.0"
        )
        return 0
    say(f"Trying Pyodide {version} in place of {pinned}.")
    paths.CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pyodide-trial-", dir=paths.CACHE) as scratch:
        copy = Path(scratch)
        _lay_out(copy, tools, version)
        failures: dict[str, str] = {}
        for part in PARTS:
            with step(f"Trying the part “{part}”") as now:
                fault = _failure(copy, part, tools.node)
                now.note = "works" if fault is None else "FAILED"
            if fault is not None:
                failures[part] = fault
    for part, promise in PROMISES.items():
        say(f"{'NO ' if part in failures else 'yes'}  {promise}")
    for part, fault in failures.items():
        say(f"\n{part}:\n{fault}")
    return 1 if failures else 0


def newest_after(pinned: str, released: Iterable[str]) -> str | None:
    """Return the newest release after the pinned one; a pre-release only if there is no final one."""
    # Imported here, because every command imports this module, and most do not need the package.
    from packaging.version import Version

    later = [each for each in released if Version(each) > Version(pinned)]
    final = [each for each in later if not Version(each).is_prerelease]
    return max(final or later, key=Version, default=None)


def _released(tools: node.Node) -> list[str]:
    """Return all releases in the registry."""
    finished = quietly([*tools.npm, "view", "pyodide", "versions", "--json"])
    if finished.status != 0:
        raise install_errors.failed_install("npm", "package.json", finished)
    versions: list[str] = json.loads(finished.output)
    return versions


def _lay_out(copy: Path, tools: node.Node, version: str) -> None:
    """Copy the project, with this Pyodide as its only npm package."""
    for file in source_inputs.files():
        target = copy / file.relative_to(paths.ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    package = {"private": True, "type": "module", "dependencies": {"pyodide": version}}
    (copy / "package.json").write_text(json.dumps(package), encoding="utf-8")
    (copy / paths.NPM_LOCK.name).unlink()
    with step(f"Installing Pyodide {version} in a copy of the project"):
        finished = quietly(
            [*tools.npm, "install", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=copy
        )
        if finished.status != 0:
            raise install_errors.failed_install("npm", "package.json", finished)
    lock = copy / pyodide.PYODIDE.relative_to(paths.ROOT) / pyodide.LOCK
    say(f"It brings Python {json.loads(lock.read_text('utf-8'))['info']['python']}.")


def _failure(copy: Path, part: str, node_program: Path) -> str | None:
    """Return the error of a part in the copy; None if it works."""
    finished = quietly(
        [sys.executable, "-m", "builder.engine.pyodide_trial", part, node_program],
        cwd=copy,
        env={"PYTHONPATH": str(copy)},
    )
    return None if finished.status == 0 else finished.last_lines()


# The code below runs in the copy, in a separate process, so that every module uses the copy's paths.


def _image(node_program: Path) -> None:
    from builder.engine import image

    image.build(node_program)


def _fallback(node_program: Path) -> None:
    pyodide.build(node_program)


def _answers(node_program: Path) -> None:
    from builder.engine.image import samples

    compare(node_program, pyodide.build(node_program), samples.answered_samples())


def compare(node_program: Path, fallback: Path, samples: list[tuple[str, str]]) -> None:
    """Send the samples to the packed fallback; raises BuildError if an answer differs."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "samples.json"
        file.write_text(json.dumps(samples), encoding="utf-8")
        script = Path(__file__).with_name("ask-fallback.mjs")
        finished = quietly([node_program, script, fallback, file])
    if finished.status != 0:
        raise BuildError(
            "the fallback's answers differ from those of this Python.", finished.last_lines()
        )


PARTS: dict[str, Callable[[Path], None]] = {
    "image": _image,
    "fallback": _fallback,
    "answers": _answers,
}
PROMISES = {
    "image": "The image can be made, and gives the same answers as the build's own Python.",
    "fallback": "The fallback can be packed, and starts.",
    "answers": "The fallback gives the same answers as the build's own Python.",
}

if __name__ == "__main__":
    if Path.cwd().resolve() != paths.ROOT:
        sys.exit("This must run in the copy, with the copy's modules.")
    try:
        PARTS[sys.argv[1]](Path(sys.argv[2]))
    except BuildError as fault:
        sys.exit("\n".join(part for part in (fault.details, str(fault)) if part))
