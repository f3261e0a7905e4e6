"""Undo: remove all that build.py has made, and nothing else."""

import shutil
from pathlib import Path

from builder.paths import CACHE, FOR_NGINX, GENERATED, NODE_MODULES, ROOT, SITE, VENV
from builder.progress import say

MADE = (SITE, GENERATED, FOR_NGINX, NODE_MODULES, VENV, CACHE)
TOOLS = (".coverage", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache")


def clean(root: Path = ROOT) -> None:
    """Remove the outputs below a project's root and say which there were."""
    for made in [*(root / folder.relative_to(ROOT) for folder in MADE), *(root / t for t in TOOLS)]:
        if made.is_dir():
            shutil.rmtree(made)
        elif made.exists():
            made.unlink()
        else:
            continue
        say(f"Removed {made.relative_to(root).as_posix()}")
    say("Clean: everything that build.py made is gone.")
