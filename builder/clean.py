"""The command `clean`: removes all files that build.py has made, and no others."""

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
TOOLS = (".coverage", ".coverage.*", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache")


def clean(root: Path = ROOT) -> None:
    """Remove the outputs below a project's root and print which ones existed."""
    of_tools = (match for pattern in TOOLS for match in sorted(root.glob(pattern)))
    for path in [*(root / folder.relative_to(ROOT) for folder in OUTPUTS), *of_tools]:
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
        else:
            continue
        say(f"Removed {path.relative_to(root).as_posix()}")
    say("Clean: everything that build.py made has been removed.")
