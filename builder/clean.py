"""Undo: remove all that build.py has made, and nothing else."""

import shutil
from pathlib import Path

from builder.paths import CACHE, FOR_NGINX, GENERATED, NODE_MODULES, ROOT, SITE, VENV
from builder.progress import say

MADE = (SITE, GENERATED, FOR_NGINX, NODE_MODULES, VENV, CACHE)
# Tests that run side by side and are stopped leave a file of coverage each.
TOOLS = (".coverage", ".coverage.*", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache")


def clean(root: Path = ROOT) -> None:
    """Remove the outputs below a project's root and say which there were."""
    of_tools = (found for pattern in TOOLS for found in sorted(root.glob(pattern)))
    for made in [*(root / folder.relative_to(ROOT) for folder in MADE), *of_tools]:
        if made.is_dir():
            shutil.rmtree(made)
        elif made.exists():
            made.unlink()
        else:
            continue
        say(f"Removed {made.relative_to(root).as_posix()}")
    say("Clean: everything that build.py made is gone.")
