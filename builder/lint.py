"""The command `check`: runs every linter, type check and strict build, so that one run shows all faults."""

import sys
from collections.abc import Callable
from pathlib import Path

from builder import pipeline
from builder.base import paths
from builder.base.console import say, step
from builder.base.errors import BuildError
from builder.base.subprocesses import quietly
from builder.checking import forge_files, properdocs, script_layers, valid_html
from builder.prose import check as prose
from builder.toolchain import node

# It has no `python -m`, and its own command may not be on the PATH.
_IMPORT_LINTER = (
    "import sys; from importlinter.cli import lint_imports; "
    "sys.exit(lint_imports(no_cache=True, no_logo=True))"
)

# Formats and lints the scripts, by biome.json.
_BIOME = paths.NODE_MODULES / "@biomejs" / "biome" / "bin" / "biome"


def check(*, quick: bool = False) -> None:
    """Run every linter and type check; then build, with MkDocs and ProperDocs.

    Where Java is present, the HTML of the built pages is validated too.

    `quick` leaves the builds out.

    Raises BuildError with the names of the failed checks.
    """
    tools = node.get()
    node.install_packages(tools)
    python: tuple[str | Path, ...] = (sys.executable, "-m")
    commands: dict[str, tuple[str | Path, ...]] = {
        "ruff check": (*python, "ruff", "check", "--no-fix"),
        "ruff format": (*python, "ruff", "format", "--check"),
        "mypy": (*python, "mypy"),
        "import-linter": (sys.executable, "-c", _IMPORT_LINTER),
        "tsc": (tools.node, paths.NODE_MODULES / "typescript" / "bin" / "tsc", "--project", "."),
        "biome": (tools.node, _BIOME, "ci", "--error-on-warnings"),
        **forge_files.commands(tools.node),
    }
    failed = [name for name, command in commands.items() if not _passes(name, command)]
    texts: dict[str, Callable[[], list[str]]] = {
        "the script layers": script_layers.faults,
        "the prose check": lambda: prose.faults(tools.node),
    }
    failed.extend(name for name, faults in texts.items() if not _finds_nothing(name, faults))
    count = len(commands) + len(texts)
    # The others need the files that the first makes.
    builds: dict[str, Callable[[], object]] = {
        "the strict build": pipeline.build,
        "valid HTML": valid_html.check,
        "ProperDocs": properdocs.check,
    }
    for name, build in () if quick else builds.items():
        count += 1
        try:
            build()
        except BuildError as fault:
            say("\n".join(part for part in (fault.details, f"{name}: {fault}") if part))
            failed.append(name)
            # Without a build there is nothing that the other two could look at.
            if build == pipeline.build:
                break
    if failed:
        raise BuildError(
            f"{len(failed)} of {count} checks failed: {', '.join(failed)}. "
            "Correct the faults above and check again."
        )


def _finds_nothing(name: str, find: Callable[[], list[str]]) -> bool:
    """Run a check that returns its faults; print them."""
    with step(f"Checking with {name}") as now:
        faults = find()
        now.note = f"{len(faults)} FAULTS" if faults else "nothing found"
    if faults:
        say("\n".join(faults))
    return not faults


def _passes(name: str, command: tuple[str | Path, ...]) -> bool:
    """Run one check and print its output if it fails."""
    with step(f"Checking with {name}") as now:
        finished = quietly(command)
        now.note = "nothing found" if finished.status == 0 else "FAILED"
    if finished.status != 0:
        say(finished.output.rstrip())
    return finished.status == 0
