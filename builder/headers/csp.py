"""Gives every page of the finished site a policy by which the browser loads from the site itself and nowhere else.

The policy is worked out from what the page really holds: each inline script is allowed by its hash, nothing else inline
is. What a policy would break, or what would reach another host, stops the build.
"""

import base64
import hashlib
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from builder.errors import BuildError

# Markdown aligns table cells by a style, which the policy forbids; site.scss has these classes instead.
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
# They name a page for search engines; a browser loads nothing from them.
_NAMES_ONLY = ("canonical", "prev", "next")

_TRUSTED_TYPES = {
    True: ("require-trusted-types-for 'script'", "trusted-types report worker"),
    False: (),
}


@dataclass
class _Page(HTMLParser):
    """What a page holds that the policy is about."""

    scripts: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seals_itself: bool = False
    _in_script: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        given = {name: value or "" for name, value in attrs}
        self._in_script = tag == "script" and "src" not in given
        self.seals_itself |= "data-seals-itself" in given
        if self._in_script:
            self.scripts.append("")
        for name, value in given.items():
            runs = name == "style" or name.startswith("on")
            if runs or (name in _loads(tag, given) and _leaves(value)):
                self.faults.append(f'<{tag} {name}="{value}">')

    def handle_data(self, data: str) -> None:
        """Take what stands in an inline script."""
        if self._in_script:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """Note the end of an inline script."""
        self._in_script = self._in_script and tag != "script"


def apply(site: Path) -> dict[str, str]:
    """Put the policy into every page of a finished site; return each page's policy by its path in the site.

    Raises BuildError that names the page and the element, for a style or a script in an attribute and for anything
    loaded from another host, also from a style sheet.
    """
    policies = {}
    for file in sorted(site.rglob("*.html")):
        html = _ALIGNED.sub(r'<\1 class="aligned-\2">', file.read_text("utf-8"))
        page = _Page()
        page.feed(html)
        page.close()
        _refuse(file.relative_to(site), page.faults)
        if html.count("<head>") != 1:
            raise BuildError(
                f"{file.relative_to(site).as_posix()} has no <head> to put its policy into."
            )
        # First in the head: a policy does not hold for what stands before it.
        policy = of(page.scripts, seals_itself=page.seals_itself)
        policies[file.relative_to(site).as_posix()] = policy
        meta = f'<head><meta http-equiv="Content-Security-Policy" content="{policy}">'
        file.write_text(html.replace("<head>", meta), encoding="utf-8", newline="\n")
    for file in sorted(site.rglob("*.css")):
        found = re.findall(
            r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\s\"')]+)", file.read_text("utf-8")
        )
        _refuse(file.relative_to(site), found)
    return policies


def of(scripts: list[str], *, seals_itself: bool = False) -> str:
    """Return the policy of a page with these inline scripts.

    A page that seals itself starts its engine in a worker from its own memory, which has the page's policy: hence
    WebAssembly, without which there is no Python. Strings become script addresses or HTML only where
    docs/app/trusted.mjs lets them.
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
            # What is in the address itself asks nobody: docs/app/probe.mjs sees by it that the seal holds.
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
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _loads(tag: str, given: dict[str, str]) -> tuple[str, ...]:
    """Return the attributes whose addresses a browser loads."""
    names_only = tag == "link" and given.get("rel") in _NAMES_ONLY
    return () if names_only else _LOADS.get(tag, ())


def _leaves(address: str) -> bool:
    return (
        re.match(r"\s*(?:[a-z][a-z0-9+.-]*:)?//|\s*(?!data:)[a-z][a-z0-9+.-]*:", address, re.I)
        is not None
    )


def _refuse(file: Path, faults: list[str]) -> None:
    if faults:
        raise BuildError(
            f"{file.as_posix()} holds what its policy forbids: {faults[0]}. Take it out, or move it into a style sheet "
            "or a script of the site's own.",
            "\n".join(faults),
        )
