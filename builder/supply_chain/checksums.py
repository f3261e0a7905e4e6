"""SHA256SUMS: the hash of every file of a finished site, and one fingerprint for all of them."""

import hashlib
import re
from pathlib import Path

from builder.errors import BuildError

NAME = "SHA256SUMS"

# As sha256sum writes it: two spaces, or a space and a star, before the name.
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def write(site: Path) -> None:
    """Write SHA256SUMS into a finished site; it lists every file but itself, by name, for `sha256sum -c`."""
    lines = [f"{digest}  {name}\n" for name, digest in of_folder(site).items()]
    (site / NAME).write_text("".join(lines), encoding="utf-8", newline="\n")


def of_folder(site: Path) -> dict[str, str]:
    """Return the hashes of a folder's files by their paths in it, in the order that every machine gives them."""
    files = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    files.pop(NAME, None)
    return {
        name: hashlib.sha256(files[name].read_bytes()).hexdigest()
        for name in sorted(files, key=str.encode)
    }


def fits(site: Path) -> bool:
    """Say whether a folder holds just the files that its SHA256SUMS lists, unaltered."""
    listed = site / NAME
    return listed.is_file() and read(listed.read_text("utf-8"), NAME) == of_folder(site)


def read(text: str, source: str) -> dict[str, str]:
    """Return the hashes that a SHA256SUMS lists, by path.

    Raises BuildError if it is no such list, or names a place outside the site.
    """
    found = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is None or match[2].startswith("/") or ".." in match[2].split("/"):
            raise BuildError(f"{source} is no list of a site's files as sha256sum writes it.")
        found[match[2]] = match[1]
    if not found:
        raise BuildError(f"{source} lists no file.")
    return found


def fingerprint(content: bytes) -> str:
    """Return the fingerprint of a SHA256SUMS: half of its own SHA-256, in groups that can be read out.

    128 bits are more than anybody can match by trying; `sha256sum SHA256SUMS` begins with the same digits.
    """
    digits = hashlib.sha256(content).hexdigest()[:32]
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
