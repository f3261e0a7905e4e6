"""Baselines to compare with: pages for stock Pyodide, MicroPython and plain JavaScript.

They are served as the site is, with the same compression and the same cache lifetime.
"""

import json
import shutil
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from pathlib import Path

from builder.assets import precompress
from builder.base import paths
from builder.headers import header_rules, netlify
from builder.toolchain import wheels

STOCK, MICROPYTHON, PLAIN = "stock Pyodide", "MicroPython", "plain JavaScript"
FOLDERS = {STOCK: "stock", MICROPYTHON: "micropython", PLAIN: "plain"}

_PAGES = Path(__file__).parent / "pages"
# The files that Pyodide's documentation says to serve, and the lockfile that lists the packages.
_PYODIDE = paths.NODE_MODULES / "pyodide"
_CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
_LOCK = "pyodide-lock.json"
_MICROPYTHON = paths.NODE_MODULES / "@micropython" / "micropython-webassembly-pyscript"
_COMPRESSED = paths.CACHE / "compressed-bench"
# Each wheel and its dependencies.
_WHEELS: Mapping[str, list[str]] = {
    "markupsafe": [],
    "jinja2": ["markupsafe"],
    "scoring": ["jinja2"],
}
_PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{name}</title>
<link rel="icon" href="data:,">
<p>Total <b id="total"></b></p>
<script type="application/json" id="request">{request}</script>
<script type="module" src="page.mjs"></script>
</html>
"""


def make(folder: Path, request: Mapping[str, object]) -> None:
    """Make a page for each baseline in a folder. Each page sends this request once and shows the total.

    Raises BuildError if the wheels cannot be downloaded.
    """
    # Only "<" could end a script element early; HTML does not interpret quotes in it.
    text = json.dumps(request).replace("<", "\\u003c")
    for name, folder_name in FOLDERS.items():
        page_folder = folder / folder_name
        page_folder.mkdir(parents=True)
        page = _PAGE.format(name=escape(name), request=text)
        (page_folder / "index.html").write_text(page, encoding="utf-8")
        shutil.copyfile(_PAGES / "page.mjs", page_folder / "page.mjs")
        shutil.copyfile(_PAGES / f"{folder_name}.mjs", page_folder / "worker.mjs")
    shutil.copyfile(_PAGES / "total.py", folder / FOLDERS[MICROPYTHON] / "total.py")
    for file in ("micropython.mjs", "micropython.wasm"):
        shutil.copyfile(_MICROPYTHON / file, folder / FOLDERS[MICROPYTHON] / file)
    _stock(folder / FOLDERS[STOCK] / "pyodide")
    rules = [
        netlify.Rule(
            f"/{file.relative_to(folder).as_posix()}", {"Cache-Control": header_rules.LONG_CACHE}
        )
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix != ".html"
    ]
    text = netlify.render(rules, "Cached for a year, like the site's own files")
    (folder / netlify.NAME).write_text(text, encoding="utf-8")
    precompress.add(folder, _COMPRESSED)


def _stock(folder: Path) -> None:
    """Copy Pyodide's npm package and the published wheels, and add the wheels to its lockfile."""
    folder.mkdir()
    for file in _CORE:
        shutil.copyfile(_PYODIDE / file, folder / file)
    for wheel in wheels.locked():
        if wheel.name.startswith("markupsafe-"):
            wheels.without_compiled_part(wheel, folder)
        elif wheel.name.startswith("jinja2-"):
            shutil.copyfile(wheel, folder / wheel.name)
    wheels.of_scoring(folder)
    lock = json.loads((_PYODIDE / _LOCK).read_text("utf-8"))
    for name, needed in _WHEELS.items():
        wheel = next(folder.glob(f"{name}-*.whl"))
        lock["packages"][name] = {
            "name": name,
            "version": wheel.name.split("-")[1],
            "file_name": wheel.name,
            "install_dir": "site",
            "sha256": sha256(wheel.read_bytes()).hexdigest(),
            "package_type": "package",
            "imports": [name],
            "depends": needed,
            "unvendored_tests": False,
        }
    (folder / _LOCK).write_text(json.dumps(lock), encoding="utf-8")
