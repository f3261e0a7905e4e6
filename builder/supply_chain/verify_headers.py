"""Verifies the HTTP headers of a published site against the headers of a build."""

import re
import urllib.error
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from urllib.parse import quote, urlsplit
from urllib.request import OpenerDirector, Request

from builder.base.errors import BuildError
from builder.headers import netlify
from builder.headers.netlify import Rule

# Caching only affects speed, and hosting providers change it.
_NOT_COMPARED = ("cache-control",)
# Further headers that could make a page load, report or run something, or make a browser store something.
_UNWANTED = (
    "access-control-allow-origin",
    "clear-site-data",
    "content-security-policy-report-only",
    "link",
    "nel",
    "refresh",
    "report-to",
    "reporting-endpoints",
    "service-worker-allowed",
    "set-cookie",
    "sourcemap",
    "speculation-rules",
    "x-sourcemap",
)
_AT_ONCE = 4
_TIMEOUT = 30


def faults(
    base: str, names: Iterable[str], rules: Iterable[Rule], opener: OpenerDirector
) -> list[str]:
    """Return one line for each header that is missing, different or unexpected.

    `base` is the site's address with a trailing slash, and `names` are the files to request. Raises BuildError if the
    server cannot be reached.
    """
    rules = list(rules)
    by_tls = urlsplit(base).scheme == "https"
    paths = [re.sub(r"(^|/)index\.html$", r"\1", name) for name in names]

    def differences(path: str) -> list[str]:
        headers = _response_headers(base, path, opener)
        return [] if headers is None else list(_differences(rules, path, headers, by_tls=by_tls))

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        by_path = dict(zip(paths, pool.map(differences, paths), strict=True))
    paths_by_fault: dict[str, list[str]] = {}
    for path, lines in by_path.items():
        for line in lines:
            paths_by_fault.setdefault(line, []).append(f"/{path}")
    return [
        f"{line}: {at[0]}" + (f" and {len(at) - 1} more" if len(at) > 1 else "")
        for line, at in sorted(paths_by_fault.items())
    ]


def _differences(
    rules: list[Rule], path: str, headers: Mapping[str, list[str]], *, by_tls: bool
) -> Iterator[str]:
    for name, value in netlify.of(rules, f"/{path}").items():
        lower = name.lower()
        if lower in _NOT_COMPARED or (lower == netlify.ONLY_BY_TLS.lower() and not by_tls):
            continue
        if lower not in headers:
            yield f"header not sent: {name}"
        # A provider may add a second policy, which can only forbid more.
        elif value not in headers[lower]:
            yield f"header different: {name}"
    for lower in _UNWANTED:
        if lower in headers:
            yield f"header that the build does not have: {lower}"


def _response_headers(base: str, path: str, opener: OpenerDirector) -> dict[str, list[str]] | None:
    """Return the headers of one address by lower-case name; None if the address does not exist."""
    address = base + quote(path)
    request = Request(address, method="HEAD")
    try:
        with opener.open(request, timeout=_TIMEOUT) as answer:
            return _by_name(answer.headers)
    except urllib.error.HTTPError as answer:
        with answer:
            return _by_name(answer.headers) if path == "404.html" else None
    except OSError as fault:
        reason = getattr(fault, "reason", fault)
        raise BuildError(f"{address} cannot be reached ({reason}).") from fault


def _by_name(headers: Message) -> dict[str, list[str]]:
    return {name.lower(): headers.get_all(name) or [] for name in headers}
