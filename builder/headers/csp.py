"""Content Security Policy (CSP): gives every page a policy by which it can only load files of the site.

The policy is generated from the content of the page: each inline script is allowed by its hash, and no other inline
code is allowed. The build fails if a page needs something that its policy forbids, or loads from another host.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from builder.base import hashes
from builder.base.errors import BuildError
from builder.headers import integrity

# Markdown aligns table cells with style attributes, which the policy forbids. site.scss has classes for it.
_ALIGNED = re.compile(r'<(t[hd]) style="text-align: (left|center|right);">')
_LOADS = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "iframe": ("src", "srcdoc"),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "form": ("action",),
    "input": ("src",),
    "base": ("href",),
}
# Links for search engines, from which browsers load nothing.
_NAMES_ONLY = ("canonical", "prev", "next")

_TRUSTED_TYPES = {
    True: ("require-trusted-types-for 'script'", "trusted-types report worker"),
    False: (),
}


@dataclass
class _Page(HTMLParser):
    """Collects the parts of a page that its policy depends on."""

    scripts: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unpinned: list[str] = field(default_factory=list)
    seals_itself: bool = False
    _in_script: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Process the start of an element."""
        attributes = {name: value or "" for name, value in attrs}
        self._in_script = tag == "script" and "src" not in attributes
        self.seals_itself |= "data-seals-itself" in attributes
        if self._in_script:
            self.scripts.append("")
        elif tag == "script" and "integrity" not in attributes:
            self.unpinned.append(attributes["src"])
        for name, value in attributes.items():
            runs = name == "style" or name.startswith("on")
            if runs or (name in _loads(tag, attributes) and _leaves(value)):
                self.faults.append(f'<{tag} {name}="{value}">')

    def handle_data(self, data: str) -> None:
        """Collect the content of an inline script."""
        if self._in_script:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """Process the end of an inline script."""
        self._in_script = self._in_script and tag != "script"


def apply(site: Path) -> dict[str, str]:
    """Pin the scripts of every page of a finished site and insert its policy; return the policies by page path.

    Raises BuildError, naming the page and the element, for a style or script attribute, and for anything loaded from
    another host, including by a style sheet.
    """
    policies = {}
    for file in sorted(site.rglob("*.html")):
        html = _ALIGNED.sub(r'<\1 class="aligned-\2">', file.read_text("utf-8"))
        _refuse(file.relative_to(site), _parsed(html).faults)
        html = integrity.pin(site, file, html)
        page = _parsed(html)
        if page.unpinned:
            raise BuildError(
                f"{file.relative_to(site).as_posix()} has a script without its hash: {page.unpinned[0]}"
            )
        if html.count("<head>") != 1:
            raise BuildError(
                f"{file.relative_to(site).as_posix()} has no <head> to put its policy into."
            )
        # First in the head, because a policy does not apply to elements before it.
        policy = of(page.scripts, seals_itself=page.seals_itself)
        policies[file.relative_to(site).as_posix()] = policy
        meta = f'<head><meta http-equiv="Content-Security-Policy" content="{policy}">'
        file.write_text(html.replace("<head>", meta), encoding="utf-8", newline="\n")
    for file in sorted(site.rglob("*.css")):
        matches = re.findall(
            r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\s\"')]+)", file.read_text("utf-8")
        )
        _refuse(file.relative_to(site), matches)
    return policies


def _parsed(html: str) -> _Page:
    page = _Page()
    page.feed(html)
    page.close()
    return page


def of(scripts: list[str], *, seals_itself: bool = False) -> str:
    """Return the policy of a page with these inline scripts.

    A page that seals itself starts its engine in a worker from a blob: URL, which inherits the page's policy. That
    policy therefore allows WebAssembly. Only docs/app/security/trusted-types.mjs can turn strings into script URLs or
    HTML.
    """
    hashes = dict.fromkeys(_hash(script) for script in scripts)
    engine = ("blob:", "'wasm-unsafe-eval'") if seals_itself else ()
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *engine, *hashes)),
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            # A data: URL makes no request. docs/app/security/seal-probe.mjs uses one to test that the seal works.
            "connect-src 'self' data:" if seals_itself else "connect-src 'self'",
            "worker-src 'self' blob:" if seals_itself else "worker-src 'self'",
            "manifest-src 'self'",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            *_TRUSTED_TYPES[seals_itself],
        )
    )


def _hash(script: str) -> str:
    return f"'{hashes.of(script.encode())}'"


def _loads(tag: str, attributes: dict[str, str]) -> tuple[str, ...]:
    """Return the attributes whose URLs a browser loads."""
    names_only = tag == "link" and attributes.get("rel") in _NAMES_ONLY
    return () if names_only else _LOADS.get(tag, ())


def _leaves(address: str) -> bool:
    return (
        re.match(r"\s*(?:[a-z][a-z0-9+.-]*:)?//|\s*(?!data:)[a-z][a-z0-9+.-]*:", address, re.I)
        is not None
    )


def _refuse(file: Path, faults: list[str]) -> None:
    if faults:
        raise BuildError(
            f"{file.as_posix()} contains something that its policy forbids: {faults[0]}. Remove it, or move it "
            "into a style sheet or a script of the site's own.",
            "\n".join(faults),
        )
