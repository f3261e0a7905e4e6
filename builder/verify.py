"""Compares a published site, at an address or in a folder, with the list of files of a build."""

import hashlib
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, urlsplit, urlunsplit

from builder import sums
from builder.errors import BuildError
from builder.progress import say

# Hosts that take _headers as their settings serve no such file; compressed twins may be kept back as
# well. No page asks for any of them by name. An altered twin that is served is still found.
_SETTINGS = "_headers"
_TWINS = (".gz", ".br")
# No file of a site comes near: an answer without an end is not waited for.
_LONGEST = 200_000_000
_AT_ONCE = 4
_PATIENCE = 30

# Gives the SHA-256 of the file that a site has at a path, or nothing if there is none.
Look = Callable[[str], str | None]


def verify(place: str, wanted: bytes, source: str) -> int:
    """Compare the site at an address or in a folder with a SHA256SUMS; say each difference in one line.

    Returns 0 if it is the same to the byte, 1 if not. Raises BuildError if it cannot be compared.
    """
    listed = sums.read(wanted.decode("utf-8", "replace"), source)
    remote = urlsplit(place).scheme in ("http", "https")
    look = _on_host(place) if remote else _in_folder(place)
    say(f"Comparing {place} with {source}: {len(listed)} files.")
    say(f"Fingerprint of that list: {sums.fingerprint(wanted)}")
    faults, kept_back = [], []
    if (found := look(sums.NAME)) != hashlib.sha256(wanted).hexdigest():
        faults.append(f"{'different' if found else 'missing'}: {sums.NAME}")
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for (name, digest), found in zip(listed.items(), pool.map(look, listed), strict=True):
            if found == digest:
                continue
            if remote and (name == _SETTINGS or (found is None and name.endswith(_TWINS))):
                kept_back.append(name)
            else:
                faults.append(f"{'different' if found else 'missing'}: {name}")
    if not remote:
        extra = sums.of_folder(Path(place)).keys() - listed.keys()
        faults += [f"not in the list: {name}" for name in sorted(extra)]
    for fault in faults:
        say(fault)
    if kept_back:
        say(f"Not compared, since only the host reads it: {', '.join(kept_back)}")
    if faults:
        say(f"NOT the same: {len(faults)} differences.")
        return 1
    say(f"The same: {len(listed) - len(kept_back)} files, to the byte.")
    return 0


def _in_folder(place: str) -> Look:
    folder = Path(place)
    if not folder.is_dir():
        raise BuildError(
            f"{place} is neither a folder nor an address. Give one that begins with https:// or http://."
        )

    def look(name: str) -> str | None:
        file = folder / name
        return _digest(file.open("rb")) if file.is_file() else None

    return look


def _on_host(place: str) -> Look:
    parts = urlsplit(place)
    path = parts.path.removesuffix("index.html").rstrip("/") + "/"
    base = urlunsplit((parts.scheme, parts.netloc, path, "", ""))
    opener = urllib.request.build_opener(_OneHost)

    def look(name: str) -> str | None:
        # As a browser asks: for the folder and not for its page, which some hosts refuse to name.
        address = base + quote(re.sub(r"(^|/)index\.html$", r"\1", name))
        try:
            with opener.open(address, timeout=_PATIENCE) as answer:
                return _digest(answer)
        except urllib.error.HTTPError as answer:
            with answer:
                # This page is what a host answers with when it has none.
                return _digest(answer) if name == "404.html" else None
        except OSError as fault:
            reason = getattr(fault, "reason", fault)
            raise BuildError(
                f"{address} cannot be reached ({reason}). See that the address is right and this machine has a network."
            ) from fault

    return look


class _OneHost(urllib.request.HTTPRedirectHandler):
    """Follows a host within itself and nowhere else: the address that was named is the one compared."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Any,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Refuse to go on elsewhere."""
        asked, onward = urlsplit(req.full_url), urlsplit(newurl)
        if (asked.scheme, asked.netloc) != (onward.scheme, onward.netloc):
            raise BuildError(
                f"{req.full_url} leads on to {onward.scheme}://{onward.netloc}. If that is the site, verify it there."
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _digest(content: IO[bytes]) -> str:
    total, length = hashlib.sha256(), 0
    with content:
        while part := content.read(1 << 16):
            total.update(part)
            length += len(part)
            if length > _LONGEST:
                break
    return total.hexdigest()


def sums_of(file: str) -> bytes:
    """Return the content of a SHA256SUMS that somebody names.

    Raises BuildError if there is no such file.
    """
    path = Path(file)
    if not path.is_file():
        raise BuildError(f"{file} is not there. Give the file {sums.NAME} of a build.")
    return path.read_bytes()
