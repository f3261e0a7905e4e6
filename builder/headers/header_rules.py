"""The HTTP headers of the site: one table for all responses, and rules for each page and for files.

No header is set for an address by more than one rule, because hosting providers combine two values differently.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from builder.base.console import say
from builder.headers import connection_allowlist, netlify, permissions_policy
from builder.headers.netlify import Rule

COMMON_HEADERS = {
    # Isolates the site from other sites: no shared windows, processes or cached files.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Blocks scripts that their page does not pin by a hash (builder/headers/integrity.py).
    "Integrity-Policy": "blocked-destinations=(script)",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": permissions_policy.policy(),
    "Referrer-Policy": "no-referrer",
    # For one year, and without subdomains, which may belong to others.
    netlify.ONLY_BY_TLS: "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    # For responses without a policy, such as Netlify's for an address that does not exist.
    "X-Frame-Options": "DENY",
}
# Only for the pages that hold answers. One window can script another only if both have the same value of this header
# and of Cross-Origin-Opener-Policy, so no other page of the site can reach into these pages. Permissions-Policy
# disables the precise clocks and shared memory that the header would allow (cross-origin-isolated).
_ISOLATION_HEADERS = {"Cross-Origin-Embedder-Policy": "require-corp"}
_FORM_PAGE = re.compile(r'<[^>]*\s(?:data-seals-itself|id="checklist")[\s>]')

# Against clickjacking. This directive has no effect in a <meta> element.
_NO_FRAMING = "frame-ancestors 'none'"

# A worker loaded from a URL has the policy of its own response, not that of its page. The theme's search has one.
WORKERS = "assets/javascripts/workers/*.js"
SERVICE_WORKER = "service-worker.js"
_WORKER_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"
# Other files could be opened in a window too. This policy stops scripts in them.
_FILE_HEADERS = {"Content-Security-Policy": "default-src 'none'; sandbox"}

# A content hash in the name of a file or folder. It must have both digits and letters, because a date is not a hash.
_HASHED = re.compile(r"(?:^|[./-])(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{8,64}(?=[./])")
_HASHED_FOLDER = re.compile(rf".*?{_HASHED.pattern}[^/]*/")
# Compressed copies, which are made later and never requested by name.
_COPIES = (".br", ".gz")
LONG_CACHE = "public, max-age=31536000, immutable"

_COMMENT = """\
The headers of the site, as Netlify and Cloudflare Pages read them. Written by build.py: each page's policy is
generated from the content of the page. A page has two rules, one for each of its addresses.
Files without Cache-Control here must be revalidated each time (no-cache), which is the default of both providers."""


def write(site: Path, policies: Mapping[str, str]) -> list[Rule]:
    """Write `_headers` into a finished site, from the policies by page path; print rules that a provider would ignore.

    Returns the rules.
    """
    header_rules = rules(site, policies)
    for fault in netlify.beyond_limits(header_rules):
        say(f"Note: {fault}.")
    text = netlify.render(header_rules, _COMMENT)
    (site / netlify.NAME).write_text(text, encoding="utf-8", newline="\n")
    return header_rules


def rules(site: Path, policies: Mapping[str, str]) -> list[Rule]:
    """Return the rules of a site: for all responses, for each page, for workers and for cacheable files."""
    by_path: dict[str, dict[str, str]] = {}
    for page, policy in policies.items():
        headers = {"Content-Security-Policy": f"{policy}; {_NO_FRAMING}"}
        html = (site / page).read_text("utf-8")
        if allowed := connection_allowlist.allowlist(html):
            headers["Connection-Allowlist"] = allowed
        if _FORM_PAGE.search(html):
            headers |= _ISOLATION_HEADERS
        for address in addresses(page):
            by_path[address] = dict(headers)
    # The service worker is written later, because it contains these rules.
    for worker in sorted({*site.glob(WORKERS), site / SERVICE_WORKER}):
        path = f"/{worker.relative_to(site).as_posix()}"
        by_path[path] = {
            "Content-Security-Policy": _WORKER_POLICY,
            "Connection-Allowlist": "(response-origin)",
        }
    for path in _files(site, site, {*policies, *(path[1:] for path in by_path)}):
        by_path[path] = dict(_FILE_HEADERS)
    for name in sorted(file.relative_to(site).as_posix() for file in site.rglob("*")):
        if is_hashed(name) and (site / name).is_file() and name not in policies:
            by_path.setdefault(_all_of(name), {})["Cache-Control"] = LONG_CACHE
    return [Rule("/*", COMMON_HEADERS), *(Rule(path, headers) for path, headers in by_path.items())]


def _files(site: Path, folder: Path, others: Collection[str]) -> Iterator[str]:
    """Yield an address pattern for each file without a policy, or one for a whole folder without any.

    `others` are the paths of files with a policy.
    """
    for entry in sorted(folder.iterdir()):
        path = entry.relative_to(site).as_posix()
        if entry.is_dir() and not any(other.startswith(f"{path}/") for other in others):
            yield f"/{path}/*"
        elif entry.is_dir():
            yield from _files(site, entry, others)
        elif path not in (*others, netlify.NAME) and entry.suffix not in _COPIES:
            yield f"/{path}"


def addresses(page: str) -> tuple[str, ...]:
    """Return the addresses of a page: the address of its file and, for an index page, the address of its folder."""
    folder, name = page.rpartition("/")[::2]
    address = f"/{page}"
    if name != "index.html":
        return (address,)
    return (f"/{folder}/" if folder else "/", address)


def _all_of(name: str) -> str:
    """Return the address of a hashed file, or a pattern for its folder if the folder's name has the hash.

    Some hosting providers limit the number of rules, so there is not one for each file.
    """
    folder = _HASHED_FOLDER.match(name)
    return f"/{folder[0]}*" if folder else f"/{name}"


def is_hashed(name: str) -> bool:
    """Return whether a file's path contains a content hash, so that its content can never change."""
    return _HASHED.search(name) is not None
