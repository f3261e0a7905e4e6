"""The headers that a host sends with the site: one table for all that it sends, one rule for each page.

No header stands both in the table and in a rule, and no address has two rules: hosts differ in what they make of two
values.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from builder import connections, features, headers_file, offline
from builder.headers_file import Rule
from builder.progress import say

ALWAYS = {
    # No other site shares a window with the site's pages, their process or a cache of their files.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": features.policy(),
    "Referrer-Policy": "no-referrer",
    # For one year, and for this one host: what others below the same domain do is not ours to say.
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    # For the answers that have no policy of their own, such as Netlify's for an address that is not there.
    "X-Frame-Options": "DENY",
}
# Left out: Cross-Origin-Embedder-Policy. It keeps an answer from the page, not the request from being sent, and with it
# the page would get the exact clocks and shared memory that the browser otherwise keeps from it.

# A page's <meta> cannot say this.
_NOT_FRAMED = "frame-ancestors 'none'"

# A worker that comes from an address has the policy sent with it and not its page's. The theme's search has one.
WORKERS = "assets/javascripts/workers/*.js"
_OF_A_WORKER = "default-src 'none'; script-src 'self'; connect-src 'self'"

# Part of a file's name, or a folder's: other content has another name. With figures and letters: a date is no hash.
_HASHED = re.compile(r"(?:^|[./-])(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{8,64}(?=[./])")
_HASHED_FOLDER = re.compile(rf".*?{_HASHED.pattern}[^/]*/")
KEPT = "public, max-age=31536000, immutable"

_COMMENT = """\
The headers of the site, as Netlify and Cloudflare Pages read them. Written by build.py: each page's policy is
worked out from what the page holds. A page has two rules, one for each of its addresses.
What has no Cache-Control here is to be asked for again each time (no-cache), which both hosts do of themselves."""


def write(site: Path, policies: Mapping[str, str]) -> None:
    """Write `_headers` into a finished site, from each page's policy by its path; say what a host would leave out."""
    found = rules(site, policies)
    for fault in headers_file.beyond_limits(found):
        say(f"Note: {fault}.")
    text = headers_file.render(found, _COMMENT)
    (site / headers_file.NAME).write_text(text, encoding="utf-8", newline="\n")


def rules(site: Path, policies: Mapping[str, str]) -> list[Rule]:
    """Return the rules for a site: for everything, for each page, for workers and for what may be kept."""
    by_path: dict[str, dict[str, str]] = {}
    for page, policy in policies.items():
        headers = {"Content-Security-Policy": f"{policy}; {_NOT_FRAMED}"}
        if allowed := connections.allowlist((site / page).read_text("utf-8")):
            headers["Connection-Allowlist"] = allowed
        for address in addresses(page):
            by_path[address] = dict(headers)
    for worker in sorted((*site.glob(WORKERS), *site.glob(offline.NAME))):
        path = f"/{worker.relative_to(site).as_posix()}"
        by_path[path] = {
            "Content-Security-Policy": _OF_A_WORKER,
            "Connection-Allowlist": "(response-origin)",
        }
    for name in sorted(file.relative_to(site).as_posix() for file in site.rglob("*")):
        if is_hashed(name) and (site / name).is_file() and name not in policies:
            by_path.setdefault(_all_of(name), {})["Cache-Control"] = KEPT
    return [Rule("/*", ALWAYS), *(Rule(path, headers) for path, headers in by_path.items())]


def addresses(page: str) -> tuple[str, ...]:
    """Return the addresses of a page: that of its folder, where it is the folder's index, and its own."""
    folder, name = page.rpartition("/")[::2]
    own = f"/{page}"
    if name != "index.html":
        return (own,)
    return (f"/{folder}/" if folder else "/", own)


def _all_of(name: str) -> str:
    """Return the address of a hashed file, or of all that is in its folder, where that is what has the hash.

    One rule for each file would be more of them than some hosts read.
    """
    folder = _HASHED_FOLDER.match(name)
    return f"/{folder[0]}*" if folder else f"/{name}"


def is_hashed(name: str) -> bool:
    """Say whether a file's path holds a hash, so that what is behind it can never change."""
    return _HASHED.search(name) is not None
