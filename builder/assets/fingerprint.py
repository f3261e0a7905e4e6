"""Gives our scripts and style sheets addresses that change with their content: a browser may keep them for good.

A folder has one name for all that is in it. Its files ask for each other, and so are always of one version.
"""

import hashlib
import re
from pathlib import Path

FOLDERS = ("app", "assets/css")
_REFERENCE = re.compile(
    rf'(<(?:script|link)\s[^>]*?(?:src|href)="(?:[^":]*/)?)({"|".join(FOLDERS)})(?=/)'
)


def apply(site: Path) -> None:
    """Rename the folders of a finished site, and change what its pages say of them."""
    names = {folder: f"{folder}-{_digest(site / folder)}" for folder in FOLDERS}
    for folder, name in names.items():
        (site / folder).rename(site / name)
    for page in site.rglob("*.html"):
        html = _REFERENCE.sub(lambda found: found[1] + names[found[2]], page.read_text("utf-8"))
        page.write_text(html, encoding="utf-8", newline="\n")


def named(site: Path, folder: str) -> Path:
    """Return one of the folders by the name that it has now."""
    (found,) = site.glob(f"{folder}-*/")
    return found


def _digest(folder: Path) -> str:
    """Return what all names and contents in a folder come to."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        digest.update(f"{name} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:16]
