"""The headers that a host sends with the site: one table for all that it sends, rules for each page and for files.

No header of an address stands in two places, be it the table, a folder's rule or its own: hosts differ in what they
make of two values.
"""

import re
from collections.abc import Collection, Iterator, Mapping
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
# Only for the pages that hold answers. Browsers let one window reach into another only where both have the same of this
# and of Cross-Origin-Opener-Policy: so whatever else of the site these pages open, nobody can work from there. The
# exact clocks and shared memory that would come with it, Permissions-Policy takes away (cross-origin-isolated).
_APART = {"Cross-Origin-Embedder-Policy": "require-corp"}
_HOLDS_ANSWERS = re.compile(r'<[^>]*\s(?:data-seals-itself|id="checklist")[\s>]')

# A page's <meta> cannot say this.
_NOT_FRAMED = "frame-ancestors 'none'"

# A worker that comes from an address has the policy sent with it and not its page's. The theme's search has one.
WORKERS = "assets/javascripts/workers/*.js"
_OF_A_WORKER = "default-src 'none'; script-src 'self'; connect-src 'self'"
# A file that is no page could be opened in a window all the same, and programs be run there.
_OF_A_FILE = {"Content-Security-Policy": "default-src 'none'; sandbox"}

# Part of a file's name, or a folder's: other content has another name. With figures and letters: a date is no hash.
_HASHED = re.compile(r"(?:^|[./-])(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{8,64}(?=[./])")
_HASHED_FOLDER = re.compile(rf".*?{_HASHED.pattern}[^/]*/")
# Made after this, and never asked for by their own names.
_COPIES = (".br", ".gz")
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
        html = (site / page).read_text("utf-8")
        if allowed := connections.allowlist(html):
            headers["Connection-Allowlist"] = allowed
        if _HOLDS_ANSWERS.search(html):
            headers |= _APART
        for address in addresses(page):
            by_path[address] = dict(headers)
    for worker in sorted((*site.glob(WORKERS), *site.glob(offline.NAME))):
        path = f"/{worker.relative_to(site).as_posix()}"
        by_path[path] = {
            "Content-Security-Policy": _OF_A_WORKER,
            "Connection-Allowlist": "(response-origin)",
        }
    for path in _files(site, site, {*policies, *(path[1:] for path in by_path)}):
        by_path[path] = dict(_OF_A_FILE)
    for name in sorted(file.relative_to(site).as_posix() for file in site.rglob("*")):
        if is_hashed(name) and (site / name).is_file() and name not in policies:
            by_path.setdefault(_all_of(name), {})["Cache-Control"] = KEPT
    return [Rule("/*", ALWAYS), *(Rule(path, headers) for path, headers in by_path.items())]


def _files(site: Path, folder: Path, others: Collection[str]) -> Iterator[str]:
    """Yield an address for each file that has no policy yet, and one for all of a folder where none of it has one.

    `others` are the paths of those that have one.
    """
    for entry in sorted(folder.iterdir()):
        path = entry.relative_to(site).as_posix()
        if entry.is_dir() and not any(other.startswith(f"{path}/") for other in others):
            yield f"/{path}/*"
        elif entry.is_dir():
            yield from _files(site, entry, others)
        elif path not in (*others, headers_file.NAME) and entry.suffix not in _COPIES:
            yield f"/{path}"


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
