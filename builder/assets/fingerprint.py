"""Cache busting: puts a content hash into the addresses of scripts and style sheets, so that browsers can cache them.

One hash names a whole folder. Its files import each other by relative paths, so they are always of the same version.
"""

import hashlib
import re
from pathlib import Path

FOLDERS = ("app", "assets/css")
_REFERENCE = re.compile(
    rf'(<(?:script|link)\s[^>]*?(?:src|href)="(?:[^":]*/)?)({"|".join(FOLDERS)})(?=/)'
)


def apply(site: Path) -> None:
    """Rename the folders of a finished site and update the references in its pages."""
    names = {folder: f"{folder}-{_digest(site / folder)}" for folder in FOLDERS}
    for folder, name in names.items():
        (site / folder).rename(site / name)
    for page in site.rglob("*.html"):
        html = _REFERENCE.sub(lambda match: match[1] + names[match[2]], page.read_text("utf-8"))
        page.write_text(html, encoding="utf-8", newline="\n")


def hashed_folder(site: Path, folder: str) -> Path:
    """Return the renamed folder."""
    (renamed,) = site.glob(f"{folder}-*/")
    return renamed


def _digest(folder: Path) -> str:
    """Return a hash over the names and contents of all files in a folder."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        digest.update(f"{name} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:16]
