"""Reads the files of a published site, at an address or in a folder, and returns their hashes."""

import hashlib
import re
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, urlsplit, urlunsplit

from builder.base.errors import BuildError

# Much larger than any file of a site. Protects against endless responses.
_LONGEST = 200_000_000
# In seconds.
_TIMEOUT = 30

# Returns the SHA-256 of a file and, for a .gz, the SHA-256 of its decompressed content; empty if the file is missing.
Look = Callable[[str], tuple[str, ...]]


def in_folder(site_folder: str) -> Look:
    """Return a function that reads the files of a folder; raises BuildError if the folder does not exist."""
    folder = Path(site_folder)
    if not folder.is_dir():
        raise BuildError(
            f"{site_folder} is neither a folder nor an address. Give one that begins with https:// or http://."
        )

    def look(name: str) -> tuple[str, ...]:
        file = folder / name
        return _digests(file.open("rb"), name) if file.is_file() else ()

    return look


def on_host(site_address: str) -> Look:
    """Return a function that reads the site at an address. It raises BuildError if the host does not answer."""
    base = base_address(site_address)
    opener = urllib.request.build_opener(OneHost)

    def look(name: str) -> tuple[str, ...]:
        # Request the folder, as a browser does, and not its index page, which some servers redirect.
        address = base + quote(re.sub(r"(^|/)index\.html$", r"\1", name))
        try:
            with opener.open(address, timeout=_TIMEOUT) as answer:
                return _digests(answer, name)
        except urllib.error.HTTPError as answer:
            with answer:
                # Servers send this page with status 404.
                return _digests(answer, name) if name == "404.html" else ()
        except OSError as fault:
            reason = getattr(fault, "reason", fault)
            raise BuildError(
                f"{address} cannot be reached ({reason}). Check the address and the network connection."
            ) from fault

    return look


def base_address(address: str) -> str:
    """Return a site's address with a trailing slash."""
    parts = urlsplit(address)
    path = parts.path.removesuffix("index.html").rstrip("/") + "/"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


class OneHost(urllib.request.HTTPRedirectHandler):
    """Follows redirects only within the host, so that no other site is compared by mistake."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Any,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Raise BuildError for a redirect to another host."""
        requested, target = urlsplit(req.full_url), urlsplit(newurl)
        if (requested.scheme, requested.netloc) != (target.scheme, target.netloc):
            raise BuildError(
                f"{req.full_url} redirects to {target.scheme}://{target.netloc}. If that is the site, verify it there."
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _digests(content: IO[bytes], name: str) -> tuple[str, ...]:
    digest, decompressed_digest, length = hashlib.sha256(), hashlib.sha256(), 0
    unpack = zlib.decompressobj(wbits=31) if name.endswith(".gz") else None
    with content:
        while part := content.read(1 << 16):
            digest.update(part)
            try:
                unpacked = unpack.decompress(part, _LONGEST) if unpack else b""
            except zlib.error:
                unpack, unpacked = None, b""
            decompressed_digest.update(unpacked)
            length += len(part) + len(unpacked)
            if length > _LONGEST:
                return ("too long",)
    if unpack and unpack.eof and not unpack.unused_data:
        return (digest.hexdigest(), decompressed_digest.hexdigest())
    return (digest.hexdigest(),)
