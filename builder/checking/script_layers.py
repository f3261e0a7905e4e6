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
# The layers within form/. The empty name means the modules directly in form/.
FORM: tuple[tuple[str, ...], ...] = (
    ("",),
    ("report",),
    ("checks", "layout"),
    ("record",),
    ("answers",),
)
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
    if _rank(name) is None:
        yield f"{name} is in no layer. Add its folder to builder/checking/script_layers.py and ARCHITECTURE.md."
        return
    for address in imports(file.read_text("utf-8")):
        imported = (file.parent / address).resolve()
        if imported == _SHARED:
            continue
        if not imported.is_relative_to(root.resolve()):
            yield f"{name} imports {address}, which is outside docs/app."
            continue
        other = imported.relative_to(root.resolve()).as_posix()
        folders = _folder(name), _folder(other)
        ranks = _rank(name), _rank(other)
        if folders[0] != folders[1] and not (ranks[0] and ranks[1] and ranks[0] < ranks[1]):
            yield f"{name} imports {address}, but {folders[0]} must not depend on {folders[1]}."


def _folder(name: str) -> str:
    """Return a module's folder, as far as there are layers of folders: two levels in form/, one elsewhere."""
    first, _, rest = name.partition("/")
    return f"{first}/{rest.partition('/')[0]}" if first == "form" and "/" in rest else first


def _rank(name: str) -> tuple[int, int] | None:
    """Return the index of a module's layer, and of its layer within form/; None if its folder is in no layer."""
    first, _, inner = _folder(name).partition("/")
    outer = next((rank for rank, group in enumerate(LAYERS) if first in group), None)
    within = next((rank for rank, group in enumerate(FORM) if inner in group), None)
    return None if outer is None or within is None else (outer, within)
