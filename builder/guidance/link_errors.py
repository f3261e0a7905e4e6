"""Finds the line of a broken link, because MkDocs reports only the page."""

import re
from pathlib import Path

_ABOUT_A_LINK = re.compile(r"^Doc file '([^']+)' contains (.*?'([^']+)'.*)$", re.DOTALL)
_ABOUT_NAV = re.compile(r"^A reference to '([^']+)' is included in the 'nav' configuration")


def located(message: str, docs: Path) -> str:
    """Return MkDocs' message about a link with the file and line in front; other messages are unchanged."""
    if link := _ABOUT_A_LINK.match(message):
        file, rest, target = link.groups()
        return f"{docs.name}/{file}:{_line(docs / file, target)}: contains {rest}"
    if nav := _ABOUT_NAV.match(message):
        return f"mkdocs.yml:{_line(docs.parent / 'mkdocs.yml', nav[1])}: {message}"
    return message


def _line(file: Path, target: str) -> int:
    """Return the number of the first line that contains a link's target, from 1."""
    if not file.is_file():
        return 1
    lines = file.read_text(encoding="utf-8").splitlines()
    pattern = re.compile(rf"(?<![\w/.#-]){re.escape(target)}(?![\w/.#-])")
    return next((number for number, line in enumerate(lines, 1) if pattern.search(line)), 1)
