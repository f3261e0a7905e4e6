"""Checks the layers of docs/app: a browser module imports only from its own folder and from the layers below it.

ARCHITECTURE.md describes the layers. Type imports in JSDoc comments do not count: they do not exist in the browser.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from builder.base import paths

ROOT = paths.DOCS / "app"
# Data that page and Python share: the only import from outside.
_SHARED = paths.SCORING / "limits.json"
# From top to bottom. Folders in one group may not import one another.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("pages",),
    ("saving",),
    ("form",),
    ("engine",),
    ("offline",),
    ("security",),
    ("crypto", "search", "ui"),
    ("lib",),
)
_RANKS = {folder: rank for rank, group in enumerate(LAYERS) for folder in group}
_COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
# `import "x"`, `import … from "x"`, `export … from "x"` and `import("x")`.
_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.[^"']*)["']""")


def faults(root: Path = ROOT) -> list[str]:
    """Return a sentence for each import that does not fit the layers, and for each folder that is in no layer."""
    return [fault for file in sorted(root.rglob("*.mjs")) for fault in _faults_of(file, root)]


def imports(script: str) -> list[str]:
    """Return the relative addresses that a module imports, in their order."""
    return _IMPORT.findall(_COMMENT.sub("", script))


def _faults_of(file: Path, root: Path) -> Iterator[str]:
    name = file.relative_to(root).as_posix()
    folder = name.split("/", 1)[0]
    if folder not in _RANKS:
        yield f"{name} is in no layer. Add its folder to builder/checking/script_layers.py and ARCHITECTURE.md."
        return
    for address in imports(file.read_text("utf-8")):
        imported = (file.parent / address).resolve()
        if imported == _SHARED:
            continue
        if not imported.is_relative_to(root.resolve()):
            yield f"{name} imports {address}, which is outside docs/app."
            continue
        other = imported.relative_to(root.resolve()).parts[0]
        if other != folder and _RANKS[folder] >= _RANKS.get(other, -1):
            yield f"{name} imports {address}, but {folder} must not depend on {other}."
