"""The command `clean`: removes what build.py has made, and nothing else. Python's own __pycache__ folders stay."""

import shutil
from pathlib import Path

from builder.base.console import say
from builder.base.paths import (
    CACHE,
    FOR_NGINX,
    GENERATED,
    NODE_MODULES,
    ROOT,
    SITE,
    VENV,
)

OUTPUTS = (SITE, GENERATED, FOR_NGINX, NODE_MODULES, VENV, CACHE)
# Interrupted parallel tests leave a coverage file each.
TOOL_OUTPUTS = (
    ".coverage",
    ".coverage.*",
    ".hypothesis",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
)


def clean(root: Path = ROOT) -> None:
    """Remove the outputs below a project's root and print which ones existed."""
    of_tools = (match for pattern in TOOL_OUTPUTS for match in sorted(root.glob(pattern)))
    for path in [*(root / folder.relative_to(ROOT) for folder in OUTPUTS), *of_tools]:
        # A link is removed, and what it leads to stays.
        if path.is_symlink() or path.is_file():
            path.unlink()
        elif path.is_dir():
            shutil.rmtree(path)
        else:
            continue
        say(f"Removed {path.relative_to(root).as_posix()}")
    say("Clean: what build.py made has been removed.")
