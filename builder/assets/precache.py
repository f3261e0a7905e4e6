"""Writes the service worker with its precache list: the hash and headers of every file that is kept offline."""

import json
from collections.abc import Iterable
from pathlib import Path

from builder.base import addresses, hashes, paths
from builder.base.errors import BuildError
from builder.headers import header_rules, media_types, netlify
from builder.headers.netlify import Rule

NAME = header_rules.SERVICE_WORKER
SOURCE = paths.DOCS / "app" / "offline" / NAME
# Files that no page loads: for web servers, search engines and people who verify the site.
_NOT_CACHED = (
    NAME,
    "_headers",
    "SHA256SUMS",
    "sitemap.xml",
    "sitemap.xml.gz",
    addresses.SBOM,
    addresses.ANSWERS_SCHEMA,
)
_COPIES = (".br", ".gz")
# The pages that hold answers, by the id of their form in builder/render/templates.
_FORMS = ("assessment", "audit", "checklist")
# Headers for web servers and proxy caches. A response from a service worker does not need them.
_HOST_HEADERS = ("Strict-Transport-Security", "Cache-Control")
_TEXT = ("text/", "application/json", "application/manifest+json")


def add(site: Path, version: str, rules: Iterable[Rule], not_kept: tuple[str, ...] = ()) -> None:
    """Put the service worker into a finished site, with the hash and the headers of every file in its precache.

    `rules` are the rules from `_headers`. `not_kept` are folders to leave out: fallbacks that are rarely needed. Raises
    BuildError unless each form is on exactly one page.
    """
    rules = list(rules)
    files = {
        address(site, file): file
        for file in sorted(site.rglob("*"))
        if file.is_file() and _is_kept(file.relative_to(site).as_posix(), not_kept)
    }
    by_name = {name: _headers(rules, name, file) for name, file in files.items()}
    first = next(iter(by_name.values()), {})
    common = {
        name: value
        for name, value in first.items()
        if all(each.get(name) == value for each in by_name.values())
    }
    constants = {
        "FILES": {name: hashes.integrity(file) for name, file in files.items()},
        "COMMON": common,
        "HEADERS": {
            name: {header: each[header] for header in each.keys() - common.keys()}
            for name, each in by_name.items()
        },
        "FORMS": {form: _page_with(site, form) for form in _FORMS},
        "VERSION": version,
    }
    lines = [
        f"globalThis.{name} = {json.dumps(value, sort_keys=True)};"
        for name, value in constants.items()
    ]
    script = "\n".join((*lines, SOURCE.read_text("utf-8")))
    (site / NAME).write_text(script, encoding="utf-8", newline="\n")


def address(site: Path, file: Path) -> str:
    """Return a file's address below the site's root, as a browser requests it: a page by its folder."""
    name = file.relative_to(site).as_posix()
    return name.removesuffix("index.html") if file.name == "index.html" else name


def _page_with(site: Path, form: str) -> str:
    """Return the address of the page with a form."""
    pages = [
        address(site, page)
        for page in sorted(site.rglob("*.html"))
        if f'<form id="{form}"' in page.read_text("utf-8")
    ]
    if len(pages) != 1:
        raise BuildError(
            f'{len(pages)} pages have <form id="{form}">. The service worker needs exactly one.'
        )
    return pages[0]


def _headers(rules: list[Rule], name: str, file: Path) -> dict[str, str]:
    kind = media_types.BY_SUFFIX.get(file.suffix, "application/octet-stream")
    charset = "; charset=utf-8" if kind.startswith(_TEXT) else ""
    headers = netlify.of(rules, f"/{name}")
    cached_headers = {
        header: value for header, value in headers.items() if header not in _HOST_HEADERS
    }
    return {"Content-Type": kind + charset, **cached_headers}


def _is_kept(name: str, not_kept: tuple[str, ...]) -> bool:
    return name not in _NOT_CACHED and not name.endswith(_COPIES) and not name.startswith(not_kept)
