"""Subresource Integrity: pins every script of a page by its SHA-256.

A page's own hash then covers its scripts. With the header Integrity-Policy (header_rules.py) a browser also blocks
scripts that are not pinned.
"""

import json
import posixpath
import re
from pathlib import Path
from urllib.parse import urlsplit

from builder.base import hashes
from builder.base.errors import BuildError

_SCRIPT = re.compile(r"<script\b[^>]*>")
_SOURCE = re.compile(r"""\ssrc=(["']?)([^"'\s>]*)\1""")
_MODULE = re.compile(r'<script\b[^>]*\stype="module"')
_IMPORT = re.compile(r'\bimport\(\s*"(\./[^"]+)"\s*\)')


def pin(site: Path, file: Path, html: str) -> str:
    """Return a page with `integrity` on each script, and an import map with the hashes of dynamic imports.

    Raises BuildError for a script that is not a file of the site.
    """
    later: dict[str, str] = {}

    def pinned(match: re.Match[str]) -> str:
        source = _SOURCE.search(match[0])
        if source is None:
            return match[0]
        script = _file(site, file, source[2])
        later.update(_imports(script, posixpath.dirname(source[2])))
        # Integrity-Policy accepts a hash only for requests in "cors" mode.
        cors = "" if _MODULE.match(match[0]) else ' crossorigin="anonymous"'
        return f'{match[0][:-1]} integrity="{hashes.integrity(script)}"{cors}>'

    html = _SCRIPT.sub(pinned, html)
    if not later:
        return html
    # Before the first module, because browsers ignore an import map once a module is loading.
    map_ = json.dumps({"integrity": later}, sort_keys=True)
    return _MODULE.sub(
        lambda match: f'<script type="importmap">{map_}</script>{match[0]}', html, count=1
    )


def _imports(script: Path, folder: str) -> dict[str, str]:
    """Return the hashes of a script's dynamic imports, by their address relative to the page."""
    by_path: dict[str, str] = {}
    for name in _IMPORT.findall(script.read_text("utf-8")):
        imported = script.parent / name
        # A comment may name a module too, which the build has bundled.
        if not imported.is_file():
            continue
        address = posixpath.join(folder, posixpath.normpath(name))
        # A relative address in an import map must start with ./ or ../
        address = address if address.startswith(("/", ".")) else f"./{address}"
        by_path |= {address: hashes.integrity(imported), **_imports(imported, folder)}
    return by_path


def _file(site: Path, page: Path, address: str) -> Path:
    """Return the file of a script's address in a page."""
    path = urlsplit(address).path
    file = site / path.lstrip("/") if path.startswith("/") else page.parent / path
    # The 404 page is served at any depth, so the theme gives it absolute addresses.
    if not file.resolve().is_relative_to(site.resolve()) or not file.is_file():
        raise BuildError(
            f"{page.relative_to(site).as_posix()} has a script that the site does not have: {address}"
        )
    return file
