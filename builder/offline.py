"""The service worker, which keeps the toolkit on the device: the build tells it every file and its hash."""

import base64
import hashlib
import json
from pathlib import Path

from builder import paths

NAME = "service-worker.js"
SOURCE = paths.DOCS / "app" / NAME
# What no page loads: for hosts, for search engines, and for those who check the site.
_NOT_KEPT = (
    NAME,
    "_headers",
    "SHA256SUMS",
    "sitemap.xml",
    "sitemap.xml.gz",
    "about/sbom.cdx.json",
    "about/answers.schema.json",
)
_COPIES = (".br", ".gz")


def add(site: Path, version: str, not_kept: tuple[str, ...] = ()) -> None:
    """Put the service worker into a finished site, with the hash of every file that it is to keep.

    `not_kept` are folders that are left out: what only stands in when something else fails.
    """
    files = {
        address(site, file): integrity(file)
        for file in sorted(site.rglob("*"))
        if file.is_file() and _is_kept(file.relative_to(site).as_posix(), not_kept)
    }
    constants = {"FILES": files, "VERSION": version}
    lines = [f"globalThis.{name} = {json.dumps(value)};" for name, value in constants.items()]
    script = "\n".join((*lines, SOURCE.read_text("utf-8")))
    (site / NAME).write_text(script, encoding="utf-8", newline="\n")


def address(site: Path, file: Path) -> str:
    """Return a file's address below the site's root, as a browser asks for it: a page by its folder."""
    name = file.relative_to(site).as_posix()
    return name.removesuffix("index.html") if file.name == "index.html" else name


def integrity(file: Path) -> str:
    """Return a file's hash in the form that browsers check a download by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(file.read_bytes()).digest()).decode()}"


def _is_kept(name: str, not_kept: tuple[str, ...]) -> bool:
    return name not in _NOT_KEPT and not name.endswith(_COPIES) and not name.startswith(not_kept)
