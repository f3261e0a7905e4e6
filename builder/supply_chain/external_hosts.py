"""Checks that no code in the site names an external host, except for a table of hosts from which nothing is loaded.

The policy (CSP) stops browsers from loading them. This check detects new ones, from an updated package or a mistake.
Not checked: links for readers (builder/headers/csp.py checks what a page loads), source maps and lists, which no page
loads, and the Python code of the engine, whose worker has no network access.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from builder.base.errors import BuildError

# Files that browsers execute or apply. Of HTML pages, only inline scripts are checked.
_KINDS = {".css", ".js", ".mjs", ".svg", ".html"}
_SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL)
# With a scheme, also escaped as in JSON; or without one, in quotes. A host may be computed at run time.
_ADDRESS = re.compile(
    r"(?:https?|wss?|ftp):(?:\\?/){2}(?P<host>[\w.-]*)|[\"'`(]//(?P<bare>[\w-]+(?:\.[\w-]+)+)"
)
# XML namespaces, which look like addresses.
_NAMESPACE = re.compile(
    r"http://www\.w3\.org/(?:2000/svg|1999/xlink|1999/xhtml|1998/Math/MathML)\b"
)
COMPUTED = "(put together)"


@dataclass(frozen=True, slots=True)
class UnusedHost:
    """An allowed host, with the files that name it and the reason why nothing is loaded from it."""

    files: str
    host: str
    why: str


UNUSED_HOSTS = (
    UnusedHost(
        "assets/engine/*/fallback/pyodide.mjs",
        "cdn.jsdelivr.net",
        "Pyodide's default package source; docs/app/engine/pyodide-loader.mjs names another and answers from memory",
    ),
    UnusedHost(
        "assets/engine/*/fallback/pyodide.asm.mjs",
        COMPUTED,
        "Emscripten's sockets, and an address that Python would give; the worker has neither WebSocket nor fetch",
    ),
    *(
        UnusedHost(
            f"app-*/{page}.mjs",
            "engine.invalid",
            "in the worker's text, where it stands for the page's memory; such a host cannot exist",
        )
        for page in ("assessment-boot", "audit")
    ),
    UnusedHost(
        "assets/javascripts/bundle.*.min.js",
        "api.github.com",
        "counts stars of a repository; mkdocs.yml names no repository",
    ),
    UnusedHost("assets/javascripts/bundle.*.min.js", COMPUTED, "the same for a GitLab"),
    UnusedHost(
        "assets/javascripts/bundle.*.min.js",
        "unpkg.com",
        "diagrams, and a stand-in for old browsers on local files; the site has no diagram",
    ),
    UnusedHost("assets/javascripts/bundle.*.min.js", "clipboardjs.com", "a comment"),
    UnusedHost("assets/javascripts/workers/search.*.min.js", "lunrjs.com", "a comment"),
    UnusedHost("assets/javascripts/workers/search.*.min.js", "tartarus.org", "a comment"),
    UnusedHost("assets/javascripts/workers/search.*.min.js", "bit.ly", "the text of a warning"),
    UnusedHost("assets/stylesheets/main.*.min.css", "fontawesome.com", "a comment in a picture"),
    UnusedHost("assets/css-*/form.css", COMPUTED, "a rule for printed links with any address"),
)


def check(site: Path) -> None:
    """Search all code of a site for external hosts.

    Raises BuildError that lists each file and host that is not in the table.
    """
    unknown = [
        f"{file.as_posix()} names {host}"
        for file, host in hosts_in(site)
        if not _is_known(file, host)
    ]
    if unknown:
        raise BuildError(
            f"{unknown[0]}, which is not this site. Remove the address, or show that nothing loads it "
            "and add it to the table in builder/supply_chain/external_hosts.py.",
            "\n".join(unknown),
        )


def hosts_in(site: Path) -> list[tuple[Path, str]]:
    """Return each host that the code of a site names, with the relative path of the file."""
    hits = set()
    for file in site.rglob("*"):
        if file.suffix in _KINDS:
            text = file.read_text("utf-8")
            if file.suffix == ".html":
                text = "\n".join(_SCRIPT.findall(text))
            for match in _ADDRESS.finditer(_NAMESPACE.sub("", text)):
                hits.add((file.relative_to(site), match["host"] or match["bare"] or COMPUTED))
    return sorted(hits)


def _is_known(file: Path, host: str) -> bool:
    return any(host == unused.host and file.match(unused.files) for unused in UNUSED_HOSTS)
