"""Verifies a published site, at an address or in a folder, against the checksums of a build."""

import hashlib
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from builder.base.console import say
from builder.base.errors import BuildError
from builder.headers.netlify import Rule
from builder.supply_chain import checksums, site_digests, verify_headers

# Hosting providers that use _headers do not serve it, and may not serve the compressed copies. No page
# requests any of them by name. An altered copy that is served is still detected.
_HEADERS_FILE = "_headers"
_COMPRESSED_SUFFIXES = (".gz", ".br")
_AT_ONCE = 4


def verify(location: str, expected: bytes, source: str, rules: Sequence[Rule] = ()) -> int:
    """Compare the site at an address or in a folder with a SHA256SUMS; print each difference on one line.

    `rules` are the rules from the build's `_headers`. A server's headers are compared with them. Without rules, only
    files are compared. Returns 0 if everything is the same, otherwise 1. Raises BuildError if it cannot be compared.
    """
    listed = checksums.read(expected.decode("utf-8", "replace"), source)
    remote = urlsplit(location).scheme in ("http", "https")
    look = site_digests.on_host(location) if remote else site_digests.in_folder(location)
    say(f"Comparing {location} with {source}: {len(listed)} files.")
    say(f"Fingerprint of that list: {checksums.fingerprint(expected)}")
    if look(checksums.NAME) != (hashlib.sha256(expected).hexdigest(),):
        say(
            f"Note: the site's own {checksums.NAME} is different or missing. Its files are compared with that list."
        )
    faults, repacked, kept_back = dict[str, str](), [], []
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for (name, digest), actual in zip(listed.items(), pool.map(look, listed), strict=True):
            if digest in actual:
                continue
            # gzip output differs between machines. A copy is correct if its decompressed content is the original file.
            if listed.get(name.removesuffix(".gz")) in actual[1:]:
                repacked.append(name)
            elif remote and (
                name == _HEADERS_FILE or (not actual and name.endswith(_COMPRESSED_SUFFIXES))
            ):
                kept_back.append(name)
            # The copies of a different file differ too. Report only the file.
            elif not (name.endswith(_COMPRESSED_SUFFIXES) and name.rpartition(".")[0] in faults):
                faults[name] = "different" if actual else "missing"
    if not remote:
        extra = checksums.of_folder(Path(location)).keys() - listed.keys()
        faults.update((name, "not in the list") for name in sorted(extra))
    for name, fault in faults.items():
        say(f"{fault}: {name}")
    if repacked:
        say(f"Compressed differently, with the same content: {len(repacked)} .gz files")
    if kept_back:
        copies = sum(name.endswith(_COMPRESSED_SUFFIXES) for name in kept_back)
        settings_files = [name for name in kept_back if name == _HEADERS_FILE]
        named = [*settings_files, *([f"{copies} compressed copies"] if copies else [])]
        say(f"Not compared, because the server does not publish them: {', '.join(named)}")
    served = [
        name for name in listed if name != _HEADERS_FILE and not name.endswith(_COMPRESSED_SUFFIXES)
    ]
    wrong = _compare_headers(location, served, rules) if remote else False
    if faults:
        say(f"NOT the same: files that differ: {len(faults)}.")
        return 1
    files = f"{len(listed) - len(kept_back) - len(repacked)} files, to the byte"
    say(f"NOT the same: the headers. The files are: {files}." if wrong else f"The same: {files}.")
    return int(wrong)


def _compare_headers(location: str, names: list[str], rules: Sequence[Rule]) -> bool:
    """Print the differences of a server's headers; return whether there are any."""
    if not rules:
        say(
            "The headers were not compared. To compare them, run verify in this source without --sums."
        )
        return False
    opener = urllib.request.build_opener(site_digests.OneHost)
    faults = verify_headers.faults(site_digests.base_address(location), names, rules, opener)
    for fault in faults:
        say(fault)
    if not faults:
        say(f"The headers are those of the build: {len(names)} addresses.")
    return bool(faults)


def sums_of(file: str) -> bytes:
    """Return the content of a SHA256SUMS file.

    Raises BuildError if there is no such file.
    """
    path = Path(file)
    if not path.is_file():
        raise BuildError(f"{file} does not exist. Give the file {checksums.NAME} of a build.")
    return path.read_bytes()
