"""Reads and writes `_headers`, the file in which Netlify and Cloudflare Pages configure HTTP headers by address.

The development server and the tests read it too, and the nginx configuration is generated from it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

NAME = "_headers"
# A server without TLS must not send this header.
ONLY_BY_TLS = "Strict-Transport-Security"

# The limits of Cloudflare Pages, which ignores the rest silently. Netlify has no such limits.
MOST_RULES = 100
LONGEST_LINE = 2000


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers for one address, or for all addresses with a common prefix, followed by a star."""

    path: str
    headers: Mapping[str, str]

    def fits(self, path: str) -> bool:
        """Return whether the rule applies to an address."""
        if self.path.endswith("*"):
            return path.startswith(self.path[:-1])
        return path == self.path


def render(rules: Iterable[Rule], comment: str) -> str:
    """Return the text of a file with these rules.

    Raises ValueError for a header that contains a line break.
    """
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    for rule in rules:
        lines += ["", rule.path]
        for name, value in rule.headers.items():
            if not f"{name}{value}".isprintable():
                raise ValueError(f"{name} of {rule.path} has more than one line")
            lines.append(f"  {name}: {value}")
    return "\n".join(lines) + "\n"


def parse(text: str) -> list[Rule]:
    """Parse a file and return its rules.

    Raises ValueError, with the line number, for a line that is not a comment, an address or a header below one.
    """
    rules: list[tuple[str, dict[str, str]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        name, colon, value = words.partition(":")
        if line.startswith("/"):
            rules.append((words, {}))
        elif line[0].isspace() and rules and colon and name.strip() and value.strip():
            rules[-1][1][name.strip()] = value.strip()
        else:
            raise ValueError(f"line {number} of {NAME} is neither an address nor a header: {line}")
    return [Rule(path, headers) for path, headers in rules]


def read(site: Path) -> list[Rule]:
    """Return the rules of a site's folder; an empty list if it has no such file.

    Raises ValueError as parse does.
    """
    file = site / NAME
    return parse(file.read_text("utf-8")) if file.is_file() else []


def of(rules: Iterable[Rule], path: str) -> dict[str, str]:
    """Return the headers of one address. If two rules set the same header, it has both values, as on the providers."""
    headers: dict[str, str] = {}
    for rule in rules:
        if rule.fits(path):
            for name, value in rule.headers.items():
                headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def without_tls(rules: Iterable[Rule], path: str) -> dict[str, str]:
    """Return the headers of one address that a server without TLS may send."""
    return {name: value for name, value in of(rules, path).items() if name != ONLY_BY_TLS}


def beyond_limits(rules: list[Rule]) -> Iterator[str]:
    """Yield what Cloudflare Pages would ignore."""
    if len(rules) > MOST_RULES:
        yield f"{NAME} has {len(rules)} rules, but Cloudflare Pages reads only {MOST_RULES}"
    for rule in rules:
        for name, value in rule.headers.items():
            if len(f"  {name}: {value}") > LONGEST_LINE:
                yield f"{name} of {rule.path} is longer than the {LONGEST_LINE} characters that Cloudflare Pages reads"
