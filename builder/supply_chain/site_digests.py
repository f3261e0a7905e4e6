"""Compares a published site, at an address or in a folder, with the list of files of a build."""

import hashlib
import re
import urllib.error
import urllib.request
import zlib
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

# Gives the SHA-256 of a site's file by its path, and of what is in it if it is a .gz; nothing if there is none.
Look = Callable[[str], tuple[str, ...]]


def verify(place: str, wanted: bytes, source: str) -> int:
    """Compare the site at an address or in a folder with a SHA256SUMS; say each difference in one line.

    Returns 0 if it is the same to the byte, 1 if not. Raises BuildError if it cannot be compared.
    """
    listed = sums.read(wanted.decode("utf-8", "replace"), source)
    remote = urlsplit(place).scheme in ("http", "https")
    look = _on_host(place) if remote else _in_folder(place)
    say(f"Comparing {place} with {source}: {len(listed)} files.")
    say(f"Fingerprint of that list: {sums.fingerprint(wanted)}")
    if look(sums.NAME) != (hashlib.sha256(wanted).hexdigest(),):
        say(
            f"Note: the site's own {sums.NAME} is another, or missing. Its files are compared with the list above."
        )
    faults, repacked, kept_back = dict[str, str](), [], []
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for (name, digest), found in zip(listed.items(), pool.map(look, listed), strict=True):
            if digest in found:
                continue
            # Machines pack in ways of their own: such a copy is right if what is in it is the file it stands for.
            if listed.get(name.removesuffix(".gz")) in found[1:]:
                repacked.append(name)
            elif remote and (name == _SETTINGS or (not found and name.endswith(_TWINS))):
                kept_back.append(name)
            # The copies of a file that differs do as well: once is enough.
            elif not (name.endswith(_TWINS) and name.rpartition(".")[0] in faults):
                faults[name] = "different" if found else "missing"
    if not remote:
        extra = sums.of_folder(Path(place)).keys() - listed.keys()
        faults.update((name, "not in the list") for name in sorted(extra))
    for name, fault in faults.items():
        say(f"{fault}: {name}")
    if repacked:
        say(f"Packed in another way, with the same in it: {len(repacked)} files .gz")
    if kept_back:
        copies = sum(name.endswith(_TWINS) for name in kept_back)
        own = [name for name in kept_back if name == _SETTINGS]
        named = [*own, *([f"{copies} compressed copies"] if copies else [])]
        say(f"Not compared, since only the host reads it: {', '.join(named)}")
    if faults:
        say(f"NOT the same: files that differ: {len(faults)}.")
        return 1
    say(f"The same: {len(listed) - len(kept_back) - len(repacked)} files, to the byte.")
    return 0


def _in_folder(place: str) -> Look:
    folder = Path(place)
    if not folder.is_dir():
        raise BuildError(
            f"{place} is neither a folder nor an address. Give one that begins with https:// or http://."
        )

    def look(name: str) -> tuple[str, ...]:
        file = folder / name
        return _digests(file.open("rb"), name) if file.is_file() else ()

    return look


def _on_host(place: str) -> Look:
    parts = urlsplit(place)
    path = parts.path.removesuffix("index.html").rstrip("/") + "/"
    base = urlunsplit((parts.scheme, parts.netloc, path, "", ""))
    opener = urllib.request.build_opener(_OneHost)

    def look(name: str) -> tuple[str, ...]:
        # As a browser asks: for the folder and not for its page, which some hosts refuse to name.
        address = base + quote(re.sub(r"(^|/)index\.html$", r"\1", name))
        try:
            with opener.open(address, timeout=_PATIENCE) as answer:
                return _digests(answer, name)
        except urllib.error.HTTPError as answer:
            with answer:
                # This page is what a host answers with when it has none.
                return _digests(answer, name) if name == "404.html" else ()
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


def _digests(content: IO[bytes], name: str) -> tuple[str, ...]:
    whole, inside, length = hashlib.sha256(), hashlib.sha256(), 0
    unpack = zlib.decompressobj(wbits=31) if name.endswith(".gz") else None
    with content:
        while part := content.read(1 << 16):
            whole.update(part)
            try:
                unpacked = unpack.decompress(part, _LONGEST) if unpack else b""
            except zlib.error:
                unpack, unpacked = None, b""
            inside.update(unpacked)
            length += len(part) + len(unpacked)
            if length > _LONGEST:
                return ("too long",)
    if unpack and unpack.eof and not unpack.unused_data:
        return (whole.hexdigest(), inside.hexdigest())
    return (whole.hexdigest(),)


def sums_of(file: str) -> bytes:
    """Return the content of a SHA256SUMS that somebody names.

    Raises BuildError if there is no such file.
    """
    path = Path(file)
    if not path.is_file():
        raise BuildError(f"{file} is not there. Give the file {sums.NAME} of a build.")
    return path.read_bytes()
