"""Holds what runs in the finished site to naming no other host, but for a table of addresses that nothing loads.

The pages' policy is what keeps a browser from loading them. This keeps them from coming in unseen, with a new version
of a package or a slip of ours. Not looked at: links for readers (builder/policy.py looks at what a page loads), source
maps and lists, which no page loads, and the Python inside the engine, whose worker can reach no network.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from builder.errors import BuildError

# Files of which a browser may do what they say; of pages their own scripts.
_KINDS = {".css", ".js", ".mjs", ".svg", ".html"}
_SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL)
# With a scheme, also escaped as in JSON; or in quotes without one. A host may be put together when it runs.
_ADDRESS = re.compile(
    r"(?:https?|wss?|ftp):(?:\\?/){2}(?P<host>[\w.-]*)|[\"'`(]//(?P<bare>[\w-]+(?:\.[\w-]+)+)"
)
# Names of languages, which look like addresses and are none.
_NAMESPACE = re.compile(
    r"http://www\.w3\.org/(?:2000/svg|1999/xlink|1999/xhtml|1998/Math/MathML)\b"
)
COMPUTED = "(put together)"


@dataclass(frozen=True, slots=True)
class Dead:
    """A host that some files name although nothing is ever loaded from it, and why it is not."""

    files: str
    host: str
    why: str


DEAD = (
    Dead(
        "assets/engine/*/ordinary/pyodide.mjs",
        "cdn.jsdelivr.net",
        "where Pyodide looks for packages if no place is named; docs/app/loader.mjs names one and answers from memory",
    ),
    Dead(
        "assets/engine/*/ordinary/pyodide.asm.mjs",
        COMPUTED,
        "Emscripten's sockets, and an address that Python would give; the worker has neither WebSocket nor fetch",
    ),
    *(
        Dead(
            f"app-*/{page}.mjs",
            "engine.invalid",
            "in the worker's text, where it stands for the page's memory; such a host cannot exist",
        )
        for page in ("form", "audit")
    ),
    Dead(
        "assets/javascripts/bundle.*.min.js",
        "api.github.com",
        "counts stars of a repository; mkdocs.yml names no repository",
    ),
    Dead("assets/javascripts/bundle.*.min.js", COMPUTED, "the same for a GitLab"),
    Dead(
        "assets/javascripts/bundle.*.min.js",
        "unpkg.com",
        "diagrams, and a stand-in for old browsers on local files; the site has no diagram",
    ),
    Dead("assets/javascripts/bundle.*.min.js", "clipboardjs.com", "a comment"),
    Dead("assets/javascripts/workers/search.*.min.js", "lunrjs.com", "a comment"),
    Dead("assets/javascripts/workers/search.*.min.js", "tartarus.org", "a comment"),
    Dead("assets/javascripts/workers/search.*.min.js", "bit.ly", "the text of a warning"),
    Dead("assets/stylesheets/main.*.min.css", "fontawesome.com", "a comment in a picture"),
    Dead("assets/css-*/form.css", COMPUTED, "a rule for links on paper, whatever their address"),
)


def check(site: Path) -> None:
    """Look for addresses of other hosts in all that runs.

    Raises BuildError that names each file and host that is not in the table.
    """
    unknown = [
        f"{file.as_posix()} names {host}" for file, host in found(site) if not _known(file, host)
    ]
    if unknown:
        raise BuildError(
            f"{unknown[0]}, which is not this site. Take the address out, or show that nothing loads it "
            "and add it to the table in builder/addresses.py.",
            "\n".join(unknown),
        )


def found(site: Path) -> list[tuple[Path, str]]:
    """Return each file of a site, by its path in it, with each host that it names in what runs."""
    hits = set()
    for file in site.rglob("*"):
        if file.suffix in _KINDS:
            text = file.read_text("utf-8")
            if file.suffix == ".html":
                text = "\n".join(_SCRIPT.findall(text))
            for match in _ADDRESS.finditer(_NAMESPACE.sub("", text)):
                hits.add((file.relative_to(site), match["host"] or match["bare"] or COMPUTED))
    return sorted(hits)


def _known(file: Path, host: str) -> bool:
    return any(host == dead.host and file.match(dead.files) for dead in DEAD)
