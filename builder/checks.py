"""Lint and types: every check runs, so that one run shows all there is to correct."""

import sys
from pathlib import Path

from builder import node, paths, site
from builder.errors import BuildError
from builder.progress import say, step
from builder.run import quietly


def check() -> None:
    """Run ruff, mypy, tsc and a strict build.

    Raises BuildError that names those which found something.
    """
    tools = node.get()
    node.install_packages(tools)
    python: tuple[str | Path, ...] = (sys.executable, "-m")
    commands: dict[str, tuple[str | Path, ...]] = {
        "ruff check": (*python, "ruff", "check", "--no-fix"),
        "ruff format": (*python, "ruff", "format", "--check"),
        "mypy": (*python, "mypy"),
        "tsc": (tools.node, paths.NODE_MODULES / "typescript" / "bin" / "tsc", "--project", "."),
    }
    failed = [name for name, command in commands.items() if not _passes(name, command)]
    try:
        site.build()
    except BuildError as fault:
        say("\n".join(part for part in (fault.details, f"The build: {fault}") if part))
        failed.append("the strict build")
    if failed:
        raise BuildError(
            f"{len(failed)} of {len(commands) + 1} checks failed: {', '.join(failed)}. "
            "Correct what stands above and check again."
        )


def _passes(name: str, command: tuple[str | Path, ...]) -> bool:
    """Run one check; show what it says if it is not content."""
    with step(f"Checking with {name}") as now:
        finished = quietly(command)
        now.note = "nothing found" if finished.status == 0 else "FAILED"
    if finished.status != 0:
        say(finished.output.rstrip())
    return finished.status == 0
