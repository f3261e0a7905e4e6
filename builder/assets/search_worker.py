"""Adds the query rewriter to the search worker of the theme, which has no other extension point for it."""

from pathlib import Path

from builder.assets import site_assets
from builder.base import paths

WORKERS = Path("assets") / "javascripts" / "workers"
REWRITER = "search/query-rewriter.mjs"


def add_query_rewriter(site: Path, node: Path) -> None:
    """Put the bundled rewriter in front of the worker's script.

    Raises ValueError if the theme no longer has exactly one worker. The search would work, but less well.
    """
    (worker,) = (site / WORKERS).glob("search.*.js")
    scratch = paths.CACHE / "scripts"
    # Wrapped in a function, because all scripts of a classic worker share one scope.
    site_assets.bundle(node, (REWRITER,), scratch, form="iife")
    rewriter = (scratch / Path(REWRITER).name).read_text("utf-8")
    # At the head of a script it would make the theme's part strict as well.
    text = rewriter.removeprefix('"use strict";\n') + worker.read_text("utf-8")
    worker.write_text(text, encoding="utf-8", newline="\n")
