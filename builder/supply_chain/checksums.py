"""Checksums (SHA256SUMS): the hash of every file of a site, and one fingerprint for all of them."""

import hashlib
import re
from pathlib import Path

from builder.base.errors import BuildError

NAME = "SHA256SUMS"

# The format of sha256sum: two spaces, or a space and a star, before the name.
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def write(site: Path) -> None:
    """Write SHA256SUMS into a finished site. It lists every other file, by name, for `sha256sum -c`."""
    lines = [f"{digest}  {name}\n" for name, digest in of_folder(site).items()]
    (site / NAME).write_text("".join(lines), encoding="utf-8", newline="\n")


def of_folder(site: Path) -> dict[str, str]:
    """Return the hashes of a folder's files by relative path, in the same order on every machine."""
    files = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    files.pop(NAME, None)
    return {
        name: hashlib.sha256(files[name].read_bytes()).hexdigest()
        for name in sorted(files, key=str.encode)
    }


def fits(site: Path) -> bool:
    """Return whether a folder contains exactly the files that its SHA256SUMS lists, unaltered."""
    listed = site / NAME
    return listed.is_file() and read(listed.read_text("utf-8"), NAME) == of_folder(site)


def read(text: str, source: str) -> dict[str, str]:
    """Parse a SHA256SUMS and return the hashes by path.

    Raises BuildError if the format is wrong, or a path is outside the site.
    """
    digests = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is None or match[2].startswith("/") or ".." in match[2].split("/"):
            raise BuildError(f"{source} is not a list of files in the format of sha256sum.")
        digests[match[2]] = match[1]
    if not digests:
        raise BuildError(f"{source} lists no files.")
    return digests


def fingerprint(content: bytes) -> str:
    """Return the fingerprint of a SHA256SUMS: the first half of its own SHA-256, in groups that can be read aloud.

    128 bits cannot be matched by brute force. The output of `sha256sum SHA256SUMS` starts with the same digits.
    """
    digits = hashlib.sha256(content).hexdigest()[:32]
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
